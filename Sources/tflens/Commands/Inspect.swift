import ArgumentParser
import Batching
import ModelFormat
import Reporting

extension InspectReport.Order.Key: ExpressibleByArgument {}

extension TFLens {
  /// `tflens inspect`: shows operators, tensors and quantization.
  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      // Without a name, the parser derives it from the type, which takes half a millisecond.
      commandName: "inspect",
      abstract: "Show a model's operators, tensors and quantization.",
      discussion: """
        In shapes, a ? marks a dynamic dimension.

        Examples:
          tflens inspect m.tflite                 everything, as tables
          tflens inspect m.tflite --op CONV_2D    one operator, with its tensors
          tflens inspect m.tflite --tensor 34     one tensor, its users and values
          tflens inspect m.tflite --sort macs --top 5     what costs most
          tflens inspect m.tflite --tensor 34 --save npy -o weights.npy
          tflens inspect m.tflite --micro-resolver    for TensorFlow Lite Micro
          tflens inspect models lm.litertlm       folders and containers
          tflens inspect 'app.apk!m.tflite'       a model inside an archive
          tflens inspect model.cc --array g_model a model for TensorFlow Lite Micro
          tflens inspect m.tflite --format json | jq .totals
          git config diff.tflite.textconv 'tflens inspect --textconv'

        Exit status: 0 done; 2 usage; 3 a file cannot be read or written.
        """
    )
    .under("tflens")

    @OptionGroup var input: ModelArguments
    @OptionGroup var output: ReportOptions

    @Option(
      help: "Only operators with this name (schema names in any case, or a custom operator's name)."
    )
    var op: String?

    @Option(
      help: """
        Only the tensor with this index or name, and the operators that use it; for a constant, also its \
        range and histogram.
        """)
    var tensor: String?

    @Option(parsing: .unconditional, help: "Only the subgraph with this index.")
    var subgraph: Int?

    @Option(
      help: """
        Order of operators and tensors: index; most multiply-accumulates first (macs); or most bytes first (bytes), \
        counting an operator's constants or the tensor itself.
        """)
    var sort: InspectReport.Order.Key = .index

    @Option(
      parsing: .unconditional,
      help: "Show only the first N operators and the first N tensors of each subgraph.")
    var top: Int?

    @Flag(help: "Also print a SHA-256 digest of the data of each constant tensor.")
    var digests = false

    @Flag(
      help: """
        Print lines for `git diff`: no indices and no path, and a digest of each constant.
        """)
    var textconv = false

    @OptionGroup(title: "Data and code") var file: TensorFileOptions

    func run() throws {
      if textconv { return try writeLines() }
      if let top, top < 1 { throw Diagnostic.outOfRange("--top", "\(top)", "at least 1") }
      try file.check(tensor: tensor, modelCount: input.models.count, format: output.format)
      let selection = InspectReport.Selection(
        op: op, tensor: tensor.map(InspectReport.Selection.TensorChoice.init), subgraph: subgraph)
      if file.isAsked { return try file.write(input.one, selection, report: output) }
      try output.run(input.named, endsWithReader: true) { model, path in
        try InspectReport(
          model, path: path, selection: selection, order: InspectReport.Order(by: sort, top: top),
          hasDigests: digests)
      }
    }

    private func writeLines() throws {
      let others = [
        ("--op", op != nil), ("--tensor", tensor != nil), ("--subgraph", subgraph != nil),
        ("--sort", sort != .index), ("--top", top != nil), ("--digests", digests),
        ("--save or --micro-resolver", file.isAsked), ("--format", output.format != .text),
      ]
      if let other = others.first(where: \.1) { throw Diagnostic.together("--textconv", other.0) }
      guard input.models.count == 1 else {
        throw Diagnostic.severalModels(input.models.count, for: "--textconv")
      }
      let named = input.one
      let file = try named.open()
      let output = OutputBuffer(StandardOutput.write)
      try ModelLines(Model(file: file)).write(to: output)
      try file.checkUnchanged(as: named.path)
      try output.finish()
    }
  }
}
