import ArgumentParser
import ModelFacts
import QuantMath
import Reporting

extension TFLens {
  /// `tflens hardswish`: whether per-channel scales end before each HARD_SWISH.
  struct HardSwish: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hardswish",
      abstract: "Check whether per-channel scales end before each HARD_SWISH.",
      discussion: """
        Per-channel scales should end in the matrix operator before the activation: \
        int8 x int8 -> int32 accumulator -> a multiplier per channel -> int8 per tensor -> \
        HARD_SWISH -> int8 per tensor. Each HARD_SWISH is one site: it is confirmed if per-channel scales \
        end before it, and refuted if a check fails; it is not applicable if no matrix operator is before it. \
        A site without scales is not quantized. Decomposed hard-swish is listed too.

        Examples:
          tflens hardswish m.tflite                    every site, with its numbers
          tflens hardswish m.tflite --operator 12      one site, with its integers
          tflens hardswish m.tflite --operator 12 --table memh --output lut.hex
          tflens hardswish *.tflite --format ndjson    a line for each model
          tflens hardswish m.tflite --confirm          for CI: status 1 if refuted

        Exit status, the highest that applies: 0 done; 1 a site is refuted, with --confirm; 2 usage; \
        3 a file cannot be read or written.
        """
    )
    .under("tflens")

    @OptionGroup var input: ModelArguments
    @OptionGroup var output: ReportOptions

    @Option(
      name: .customLong("operator"),
      parsing: .unconditional,
      help: "Only the HARD_SWISH with this operator index, with its arithmetic and curve.")
    var op: Int?

    @Option(parsing: .unconditional, help: "Only the subgraph with this index.")
    var subgraph: Int?

    @Option(
      help: "Kernel to emulate: the portable one, which TensorFlow Lite Micro also uses, or Arm's.")
    var kernel: HardSwishKernel = .litertReference

    @Flag(help: "Print all multipliers of the matrix operators, as real and fixed-point numbers.")
    var channels = false

    @Flag(help: "Include the table of codes of each site in JSON.")
    var tables = false

    @Flag(help: "Exit with status 1 when a site is refuted.")
    var confirm = false

    @OptionGroup(title: "Lookup table") var table: TableOptions

    func run() throws {
      try table.check(op: op, modelCount: input.models.count)
      let selection = HardSwishSelection(op: op, subgraph: subgraph)
      if let format = table.table {
        return try table.write(
          format, of: input.one, selection, kernel: kernel, report: output)
      }
      let details = HardSwishReport.Details(
        arithmetic: op != nil, channels: channels, tables: tables)
      var isRefuted = false
      try output.run(input.named) { model, path in
        let report = try HardSwishReport(
          model, path: path, selection: selection, kernel: kernel, details: details)
        isRefuted = isRefuted || report.isRefuted
        return report
      }
      if confirm && isRefuted { throw ExitStatus.findings }
    }
  }
}
