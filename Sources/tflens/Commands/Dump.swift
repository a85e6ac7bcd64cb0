import ArgumentParser
import Reporting

extension TFLens {
  /// `tflens dump`: every field of a file.
  struct Dump: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dump",
      abstract: "Print every field of a model under its schema name.",
      usage: "tflens dump [<options>] <models> ...",
      discussion: """
        Data is printed as its size and SHA-256, wherever it is stored, so two files with the \
        same content print the same after the first line, which has the path and the size. Fields with default values are omitted.

        Examples:
          tflens dump m.tflite                         every field, indented
          tflens dump m.tflite --format json           the same as JSON
          tflens dump m.tflite --format json --data    with the data itself, as numbers

        Exit status: 0 done; 2 usage; 3 a model cannot be read.
        """
    )
    .under("tflens")

    @OptionGroup var input: ModelArguments
    @OptionGroup var output: ReportOptions

    @Flag(help: "Print data as numbers instead of its size and SHA-256.")
    var data = false

    func run() throws {
      try output.run(input.named, endsWithReader: true) { model, path in
        DumpReport(model, path: path, printsData: data)
      }
    }
  }
}
