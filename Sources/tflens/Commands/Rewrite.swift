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
      abstract:
        "Rewrite a model for a target, and report how much each change can alter output codes.",
      discussion: """
        Passes run in the order given. For each change, the report gives the max change in output \
        codes in LiteRT's reference, built-in, XNNPACK and Arm kernels, and its basis: computed for \
        every input code, bounded, measured in test runs, or none; with one of the last two, the change \
        is not bounded. If a change exceeds its limit, or is not bounded and --max-error-codes is given, nothing is \
        written. There are two exceptions: a pass that --target chooses, or a fusion without --operator, is \
        skipped, and the other changes are still made. `tflens passes` explains each pass.

        Everything else is kept: metadata, signatures, shared buffers, data outside the FlatBuffer and \
        an appended zip archive. The new file is verified before it gets its name, so a partial \
        file is never left behind. Without passes, the new file holds the same model.

        Examples:
          tflens rewrite a.tflite -o b.tflite --split-hard-swish
          tflens rewrite a.tflite -o b.tflite --split-hard-swish=relu6
          tflens rewrite a.tflite -o b.tflite --per-tensor-weights --to-uint8
          tflens rewrite a.tflite --target coral_edgetpu --dry-run
          tflens rewrite a.tflite -o b.tflite --requantize activations --ranges r.json
          tflens rewrite a.tflite -o b.tflite --fuse-hard-swish --log changes.json
          tflens rewrite a.tflite -o b.tflite --format json | jq .summary
          tflens rewrite a.tflite -o model.cc --c-array g_model   C source
          tflens rewrite model.cc -o m.tflite                     from C source

        Exit status: 0 done; 1 nothing was written, because a code would change by more than the \
        limit, a pass cannot be applied (finding nothing to change is no failure), the new model would have an audit error that the old one \
        does not have, or fields newer than the schema would be lost; 2 usage, or no such \
        operator, tensor or target; 3 a file cannot be read or written; \
        130 interrupted.
        """
    )
    .under("tflens")

    @OptionGroup var input: ModelArgument

    @OptionGroup var output: RewriteOutput

    @OptionGroup(title: "Passes, run in the order given") var passes: PassOptions

    @OptionGroup(title: "Another pass, requantization by ranges") var byRanges: RequantizeOptions

    @OptionGroup var limit: ChangeLimitOptions

    @Flag(help: "Include the tables of codes, up to 256 entries each, in JSON.")
    var tables = false

    @OptionGroup var report: ReportOptions

    func run() throws {
      try output.check()
      try limit.check()
      guard !tables || report.format != .text || output.log != nil else {
        throw Diagnostic.alone("--tables", without: "--format json or --log")
      }
      try byRanges.check()
      try passes.check(arguments: RawArguments.escaped)
      let steps = try passes.inOrder(of: RawArguments.escaped, byRanges)
      try report.run(input.named) { model, path in
        try passes.check(model)
        let edited = try EditableModel(
          model.file, unknownFields: output.dropUnknownFields ? .drop : .refuse)
        for place in edited.dropped { report.warn("dropped, newer than the schema: \(place)") }
        let sources = (byRanges.ranges.map { [$0] } ?? []) + passes.target.compactMap(\.file)
        let target = try output.file(from: model.file, apartFrom: sources)
        let log = try output.logFile(from: model.file, apartFrom: sources)
        var runner = PassRunner(
          edited, maxErrorCodes: limit.maxErrorCodes, allowsUnbounded: limit.allowUnbounded,
          check: .audit)
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
          runner, for: targets, from: path, to: output.output, byteCount: writer.byteCount,
          isWritten: !output.dryRun, tables: tables)
        if let warning = result.warning { report.warn(warning) }
        if let target { try output.write(writer, to: target) }
        try log?.write(result.jsonDocument())
        return result
      }
    }
  }
}
