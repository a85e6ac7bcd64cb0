internal import ModelFacts
public import QuantMath

/// The numbers of `relu6-folded`: `clipped = relu6(x + 3)`, `clipped · x`, which is six times the
/// hard-swish.
public struct Relu6FoldedSplit: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The constant 3 of ADD.
  public let three: QuantizedScalar
  /// The output of ADD with its fused RELU6: 0...6.
  public let clipped: Grid
  /// The output of MUL: the codes of the hard-swish, on six times its scale.
  ///
  /// Whoever reads it takes 1/6 of it, by its weights' scales.
  public let output: Grid

  /// The natural numbers: the constant and the intermediate fill their grids.
  public init(replacing site: ReplacedHardSwish) {
    let codes = site.input.codes
    self.init(
      replacing: site, three: QuantizedScalar(3, filling: codes), clipped: Grid(upTo: 6, codes))
  }

  init(replacing site: ReplacedHardSwish, three: QuantizedScalar, clipped: Grid) {
    (input, self.three, self.clipped) = (site.input, three, clipped)
    output = Grid(
      scale: 6 * site.output.scale, zeroPoint: site.output.zeroPoint, codes: site.output.codes)
  }
}

extension Relu6FoldedSplit: PreparableSplit {
  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    guard let add = try selector.add(input, three.grid, to: clipped, .relu6, shapes: .oneElement),
      let multiply = try selector.multiply(input, clipped, to: output, shapes: .equal)
    else { return nil }
    let three = three.code
    return { multiply($0, add($0, three)) }
  }
}
