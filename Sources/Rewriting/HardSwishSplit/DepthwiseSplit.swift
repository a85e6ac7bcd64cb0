internal import ModelFacts
public import QuantMath

/// The numbers of `depthwise`: a 1 by 1 DEPTHWISE_CONV_2D computes `gate = x · 1/6 + 1/2`, cut off
/// at 0 and 1 by its grid, and MUL `gate · x`.
///
/// Every channel has the same weight and the same bias.
public struct DepthwiseSplit: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The weight; zero point 0, so that the kernels for int8 and uint8 compute alike.
  public let weight: QuantizedScalar
  /// The bias, in steps of `biasScale`.
  public let bias: Int32
  /// The scale that the bias tensor states: the input's times the weight's, in float32.
  public let biasScale: Float
  /// The output of the convolution: 0...1.
  public let gate: Grid
  /// The output's grid, of MUL.
  public let output: Grid

  /// The natural numbers: the weight is 1/6, the bias 1/2, and the gate fills its grid.
  ///
  /// - Overflow: a bias past ±2³⁰ is clamped there, so that no accumulator wraps.
  public init(replacing site: ReplacedHardSwish) {
    self.init(replacing: site, weight: 1.0 / 6, bias: 0.5, gateScale: Float(1.0 / 255))
  }

  init(replacing site: ReplacedHardSwish, weight: Double, bias: Double, gateScale: Float) {
    let codes = site.input.codes
    (input, output) = (site.input, site.output)
    self.weight = QuantizedScalar(symmetric: weight, codes)
    biasScale = site.input.scale * self.weight.grid.scale
    let limit: Int64 = 1 << 30
    self.bias = Int32(min(limit, max(-limit, roundHalfAway(bias / Double(biasScale)))))
    gate = Grid(scale: gateScale, zeroPoint: codes.lowest, codes: codes)
  }
}

extension DepthwiseSplit: PreparableSplit {
  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    guard
      let convolve = try selector.pointwise(
        input, weightScale: weight.grid.scale, biasScales: [biasScale], to: gate),
      let multiply = try selector.multiply(input, gate, to: output, shapes: .equal)
    else { return nil }
    let (weight, bias) = (weight.code, bias)
    return { multiply($0, convolve($0, weight, bias)) }
  }
}
