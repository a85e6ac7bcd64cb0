import ArgumentParser
import ModelFormat
import Reporting
import Rewriting
import Targeting

extension TFLens {
  /// `tflens rewrite`: a new model file with the same content.
  struct Rewrite: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rewrite",
      abstract: "Rewrite a model for a target, and prove what it costs.",
      discussion: """
        Passes run in the order typed. Of each change is told how far an output code can move: \
        computed for every input code, by the runtime's reference kernels and by its default ones \
        on x86. A change that is too far off refuses the rewrite. `tflens passes` tells what each \
        pass does.

        Nothing else is lost: metadata, signatures, shared data, data outside the tables and an \
        appended zip archive survive. The new file is verified before it gets its name; whatever \
        happens meanwhile, no half file stands there. Without a pass it means the same as the old.

        Examples:
          tflens rewrite a.tflite -o b.tflite --split-hard-swish
          tflens rewrite a.tflite -o b.tflite --split-hard-swish=relu6
          tflens rewrite a.tflite -o b.tflite --per-tensor-weights --to-uint8
          tflens rewrite a.tflite --target coral_edgetpu --dry-run
          tflens rewrite a.tflite -o b.tflite --fuse-hard-swish --log changes.json
          tflens rewrite a.tflite -o b.tflite --format json | jq .summary

        Exit status: 0 done; 1 refused, as a code would move too far, a pass cannot do it, a rule \
        would call the new model an error and not the old, or \
        fields newer than the schema would be lost; 2 usage, or no such operator, tensor or target; \
        3 the model cannot be read or the file cannot be written; 130 interrupted.
        """)

    @OptionGroup var input: ModelArgument

    @Option(
      name: .shortAndLong,
      help: "The file to write, never the model itself; may be left out with --dry-run.")
    var output: FilePath?

    @Flag(help: "Replace the file to write, if there is one.")
    var force = false

    @Flag(help: "Leave out fields newer than the schema, instead of refusing the model.")
    var dropUnknownFields = false

    @Flag(help: "Only say what would be done; write no file.")
    var dryRun = false

    @OptionGroup(title: "Passes, in the order typed") var passes: PassOptions

    @Option(
      help: "Refuse, and write nothing, where a code would move further. Splits and fuses: 2.")
    var maxErrorCodes: Int?

    @Flag(
      help: "Accept changes whose effect on codes is not bounded, beside --max-error-codes.")
    var allowUnbounded = false

    @Option(help: "Write the changes and their proofs to a file too, as JSON.")
    var log: FilePath?

    @Flag(help: "Include the tables of codes, up to 256 entries each, in JSON.")
    var tables = false

    @OptionGroup var report: ReportOptions

    func run() throws {
      guard output?.isStandardInput != true else { throw Diagnostic.outputToStandardOutput() }
      guard output != nil || dryRun else { throw Diagnostic.noOutput() }
      try passes.check(arguments: RawArguments.escaped)
      let steps = try passes.inOrder(of: RawArguments.escaped)
      try report.run(input.named) { model, path in
        let edited = try EditableModel(
          model.file, unknownFields: dropUnknownFields ? .drop : .refuse)
        for place in edited.dropped { report.warn("left out, newer than the schema: \(place)") }
        let target = try output.map { output in
          try Diagnostic.about(output) { () throws(Diagnostic) in
            try OutputFile(output, from: model.file, replacing: force)
          }
        }
        var runner = PassRunner(
          edited, maxErrorCodes: maxErrorCodes, allowsUnbounded: allowUnbounded, check: .audit)
        var targets: [TargetRewrite] = []
        for step in steps {
          switch step {
          case .pass(let pass): try runner.run(pass)
          case .target(let target, let selection):
            targets.append(try runner.run(for: target, among: selection))
          }
        }
        let writer = try runner.writer()
        let result = RewriteReport(
          runner, for: targets, from: path, to: output, byteCount: writer.byteCount,
          isWritten: !dryRun, tables: tables)
        if let warning = result.warning { report.warn(warning) }
        guard !dryRun, let output, let target else { return result }
        try Diagnostic.about(output) { () throws(Diagnostic) in try writer.write(to: target) }
        try log.map { try write(result, to: $0, from: model.file) }
        return result
      }
    }

    private func write(_ result: RewriteReport, to log: FilePath, from model: ModelFile) throws {
      let text = try result.jsonDocument()
      try Diagnostic.about(log) { () throws(Diagnostic) in
        try OutputFile(log, from: model, replacing: force).write { sink throws(Diagnostic) in
          try sink.write(text)
        }
      }
    }
  }
}
