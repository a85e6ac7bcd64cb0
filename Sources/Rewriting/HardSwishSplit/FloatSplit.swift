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
  /// The output code of an input code on a path.
  func kernel(_ path: RuntimeKernels) -> CodeKernel? {
    let (input, output) = (input, output)
    return switch path {
    case .reference:
      { quantizeReference(hardSwishFloatReference(dequantizeReference($0, on: input)), on: output) }
    case .builtinX86, .builtinARM, .defaultARM: nil
    case .defaultX86:
      { quantizeXNNPACK(hardSwishFloatXNNPACK(dequantizeReference($0, on: input)), on: output) }
    }
  }
}
