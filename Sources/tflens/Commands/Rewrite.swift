import ArgumentParser
import ModelFormat
import Reporting
import Rewriting

extension TFLens {
  /// `tflens rewrite`: a new model file with the same content.
  struct Rewrite: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rewrite",
      abstract: "Write a model anew, with nothing lost.",
      discussion: """
        The new file means the same as the old one: `tflens dump` prints the same model for both. \
        Metadata, signatures, shared data, data outside the tables and an appended zip archive \
        survive. It is verified before it gets its name; whatever happens meanwhile, no half file \
        stands there.

        Examples:
          tflens rewrite a.tflite -o b.tflite              a new file
          tflens rewrite a.tflite -o b.tflite --force      in the place of another
          tflens rewrite a.tflite -o b.tflite --dry-run    only say what would be
          tflens rewrite a.tflite -o b.tflite --format json | jq .summary

        Exit status: 0 done; 1 the model has fields newer than the schema; 2 usage; 3 the model \
        cannot be read or the file cannot be written; 130 interrupted.
        """)

    @OptionGroup var input: ModelArgument

    @Option(name: .shortAndLong, help: "The file to write; never the model itself.")
    var output: FilePath

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

    @Option(help: "Write the changes and their proofs to a file too, as JSON.")
    var log: FilePath?

    @OptionGroup var report: ReportOptions

    func validate() throws {
      guard !output.isStandardInput else { throw ValidationError("--output must name a file.") }
      try passes.validate(arguments: RawArguments.escaped)
    }

    func run() throws {
      let passes = passes.inOrder(of: RawArguments.escaped)
      try report.run([input.model]) { model, path in
        let edited = try EditableModel(
          model.file, unknownFields: dropUnknownFields ? .drop : .refuse)
        for place in edited.dropped { report.warn("left out, newer than the schema: \(place)") }
        let target = try FileFailure.catching(output) { () throws(ModelError) in
          try OutputFile(output, from: model.file, replacing: force)
        }
        var runner = PassRunner(edited, maxErrorCodes: maxErrorCodes)
        for pass in passes { try runner.run(pass) }
        let writer = try ModelWriter(runner.edited)
        let result = RewriteReport(
          runner, from: path, to: output, byteCount: writer.byteCount, isWritten: !dryRun)
        guard !dryRun else { return result }
        try FileFailure.catching(output) { () throws(ModelError) in try writer.write(to: target) }
        try log.map { try write(result, to: $0, from: model.file) }
        return result
      }
    }

    private func write(_ result: RewriteReport, to log: FilePath, from model: ModelFile) throws {
      let text = try result.jsonDocument()
      try FileFailure.catching(log) { () throws(ModelError) in
        try OutputFile(log, from: model, replacing: force).write { sink throws(ModelError) in
          try sink.write(text)
        }
      }
    }
  }
}
