import ArgumentParser
import ModelFormat
import Reporting

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

    @Flag(help: "Write no file.")
    var dryRun = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
      guard !output.isStandardInput else { throw ValidationError("--output must name a file.") }
    }

    func run() throws {
      try report.run([input.model]) { model, path in
        let edited = try EditableModel(
          model.file, unknownFields: dropUnknownFields ? .drop : .refuse)
        for place in edited.dropped { report.warn("left out, newer than the schema: \(place)") }
        let writer = try ModelWriter(edited)
        try FileFailure.catching(output) { () throws(ModelError) in
          let file = try OutputFile(output, from: model.file, replacing: force)
          if !dryRun { try writer.write(to: file) }
        }
        return RewriteReport(
          edited, from: path, to: output, byteCount: writer.byteCount, isWritten: !dryRun)
      }
    }
  }
}
