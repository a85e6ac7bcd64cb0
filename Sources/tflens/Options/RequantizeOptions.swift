import ArgumentParser
import Calibrating
import ModelFormat
import Rewriting

/// Requantization by the ranges that tensors have on data.
struct RequantizeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Requantize activations, or inputs and outputs of HARD_SWISH, to the ranges in --ranges.",
      valueName: "scope"))
  var requantize: RequantizeByRanges.Scope?

  @Option(
    help: ArgumentHelp(
      "With --requantize: ranges file of the model, or of its float model, that `tflens calibrate` "
        + "wrote.", valueName: "file"))
  var ranges: FilePath?

  @Option(
    help: ArgumentHelp(
      "With --requantize: minmax, percentile=P (P percent of the values), mse (smallest expected "
        + "error) or entropy (as in TensorRT; for ranges of a float model) (default: mse).",
      valueName: "method"))
  var method: GridMethod?

  @Option(
    help: "With --requantize and --budget: make only the changes with the largest expected gain.")
  var select: Selection?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --select: how many changes to make; tensors that share a scale count as one.",
      valueName: "n"))
  var budget: Int?

  @Flag(
    help: "With --requantize: also make changes that lower the expected SQNR by more than 0.1 dB.")
  var allowWorse = false

  @Flag(help: "With --requantize: also change model inputs and outputs.")
  var changeIO = false

  /// How changes are selected.
  enum Selection: String, ExpressibleByArgument, CaseIterable {
    case byGain = "by-gain"
  }

  /// The pass; nil without `--requantize`.
  ///
  /// - Throws: if the ranges cannot be read.
  func pass(_ selection: OperatorSelection) throws(Diagnostic) -> RequantizeByRanges? {
    guard let requantize, let ranges else { return nil }
    return RequantizeByRanges(
      requantize, ranges: try Ranges(reading: ranges), method: method ?? .mse, budget: budget,
      allowsWorse: allowWorse, changesIO: changeIO, selection: selection)
  }

  /// Checks that options that belong together are together.
  func check() throws(Diagnostic) {
    let rest = [
      ("--ranges", ranges != nil), ("--select", select != nil), ("--budget", budget != nil),
      ("--allow-worse", allowWorse), ("--change-io", changeIO), ("--method", method != nil),
    ]
    let missing = [
      requantize == nil ? "--requantize" : nil, ranges == nil ? "--ranges" : nil,
      budget != nil && select == nil ? "--select by-gain" : nil,
      select != nil && budget == nil ? "--budget" : nil,
    ].compactMap(\.self)
    let given = rest.first(where: \.1)?.0
    guard
      let option = requantize == nil
        ? given : budget != nil ? "--budget" : select != nil ? "--select" : "--requantize"
    else { return }
    guard missing.isEmpty else { throw .alone(option, without: missing.listed) }
    if let budget, budget < 1 { throw .outOfRange("--budget", "\(budget)", "at least 1") }
  }
}

extension RequantizeByRanges.Scope: ExpressibleByArgument {}

extension GridMethod: ExpressibleByArgument {
  /// The method as it is typed.
  public init?(argument: String) { self.init(argument) }
  /// The method in help.
  public var defaultValueDescription: String { description }
}
