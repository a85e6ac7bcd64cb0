import ArgumentParser
import Reporting

extension TFLens {
  /// `tflens inspect`: what is in a model.
  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      // Named, because finding a name by the type takes half a millisecond.
      commandName: "inspect",
      abstract: "Show a model's operators, tensors and quantization.",
      discussion: """
        In shapes, a ? marks a dimension that may change.

        Examples:
          tflens inspect m.tflite                 everything, as tables
          tflens inspect m.tflite --op CONV_2D    one operator, with its tensors
          tflens inspect m.tflite --tensor 34     one tensor, and who uses it
          tflens inspect m.tflite --format json | jq .totals
          git config diff.tflite.textconv 'tflens inspect' models in `git diff`

        Exit status: 0 done; 2 usage; 3 the model cannot be read.
        """)

    @OptionGroup var input: ModelArgument
    @OptionGroup var output: ReportOptions

    @Option(help: "Only operators with this name, as the schema or a custom operator spells it.")
    var op: String?

    @Option(help: "Only the tensor with this index, and the operators that touch it.")
    var tensor: Int?

    @Option(help: "Only the subgraph with this index.")
    var subgraph: Int?

    func run() throws {
      let selection = InspectReport.Selection(op: op, tensor: tensor, subgraph: subgraph)
      try output.run([input.model]) { model, path in
        try InspectReport(model, path: path, selection: selection)
      }
    }
  }
}
