internal import ModelFacts
public import QuantMath

/// The numbers of `float`: the two grids, and nothing else.
public struct FloatSplit: Hashable, Sendable {
  /// The input's grid, of DEQUANTIZE.
  public let input: Grid
  /// The output's grid, of QUANTIZE.
  public let output: Grid

  /// The numbers; there is no choice among them.
  public init(replacing site: ReplacedHardSwish) { (input, output) = (site.input, site.output) }
}

extension FloatSplit: PreparableSplit {
  func kernel(_ selector: KernelSelector) -> CodeKernel? {
    guard let dequantize = selector.dequantize(input), let hardSwish = selector.hardSwish(),
      let quantize = selector.quantize(to: output)
    else { return nil }
    return { quantize(hardSwish(dequantize($0))) }
  }
}
