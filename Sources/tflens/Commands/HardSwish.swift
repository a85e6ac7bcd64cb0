import ArgumentParser
import Reporting

extension TFLens {
  /// `tflens hardswish`: whether one output scale serves each HARD_SWISH.
  struct HardSwish: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hardswish",
      abstract: "Tell whether one output scale serves each HARD_SWISH, and why.",
      discussion: """
        Scales per channel should end in the matrix operator before the activation: int8 x int8 ->
        int32 accumulator -> a multiplier per channel -> int8 per tensor -> HARD_SWISH -> int8 per
        tensor. A hard-swish that is spelled in other operators is listed too.

        Examples:
          tflens hardswish m.tflite                        every site, with its figures
          tflens hardswish m.tflite --operator 12          one site
          tflens hardswish *.tflite --format ndjson        a line for each model
          tflens hardswish m.tflite --confirm              for a build: status 1 when refuted

        Exit status: 0 done; 1 --confirm and a site is refuted; 2 usage; 3 a model cannot be read.
        """)

    @OptionGroup var input: ModelArguments
    @OptionGroup var output: ReportOptions

    @Option(name: .customLong("operator"), help: "Only the HARD_SWISH with this operator index.")
    var op: Int?

    @Option(help: "Only the subgraph with this index.")
    var subgraph: Int?

    @Flag(help: "Exit with status 1 when a site is refuted.")
    var confirm = false

    func run() throws {
      let selection = HardSwishReport.Selection(op: op, subgraph: subgraph)
      var isRefuted = false
      try output.run(input.models) { model, path in
        let report = try HardSwishReport(model, path: path, selection: selection)
        isRefuted = isRefuted || report.isRefuted
        return report
      }
      if confirm && isRefuted { throw ExitStatus.findings }
    }
  }
}
