internal import ModelFacts
public import QuantMath

/// The numbers of `int16`: QUANTIZE, `clipped = relu6(x + 3)`, `clipped · x`, `· 1/6`, QUANTIZE.
///
/// All int16 grids have zero point 0. The ADD is written with `pot_scale_int16` false.
public struct Int16Split: Hashable, Sendable {
  /// The input's grid, of 8 bits.
  public let input: Grid
  /// The input in int16.
  public let wide: Grid
  /// The constant 3 of ADD.
  public let three: QuantizedScalar
  /// The output of ADD with its fused RELU6: 0...6.
  public let clipped: Grid
  /// The output of the first MUL: six times the hard-swish.
  public let product: Grid
  /// The constant 1/6 of the second MUL.
  public let sixth: QuantizedScalar
  /// The output of the second MUL: the hard-swish in int16.
  public let result: Grid
  /// Only for uint8: the output's grid in int8, between a QUANTIZE from int16 and a QUANTIZE that
  /// moves all codes by 128; no QUANTIZE goes from int16 to uint8.
  public let signed: Grid?
  /// The output's grid, of 8 bits.
  public let output: Grid

  /// The natural numbers: 128 int16 steps to one of 8 bits, so that the QUANTIZE at the start is
  /// exact; constants at the highest code.
  public init(replacing site: ReplacedHardSwish) {
    self.init(replacing: site, three: 3, sixth: 1.0 / 6, productSteps: 1, resultSteps: 1)
  }

  /// The numbers with a choice of the constants and of the steps of both products, in multiples of
  /// the natural ones.
  init(
    replacing site: ReplacedHardSwish, three: Double, sixth: Double, productSteps: Double,
    resultSteps: Double
  ) {
    func grid(_ scale: Float) -> Grid { Grid(scale: scale, zeroPoint: 0, codes: .int16) }
    (input, output) = (site.input, site.output)
    wide = grid(site.input.scale / 128)
    self.three = QuantizedScalar(symmetric: three, .int16)
    clipped = grid(6 / 32767)
    product = grid(6 * output.scale / 128 * Float(productSteps))
    self.sixth = QuantizedScalar(symmetric: sixth, .int16)
    result = grid(output.scale / 128 * Float(resultSteps))
    signed =
      output.codes == .uint8
      ? Grid(scale: output.scale, zeroPoint: output.zeroPoint &- 128, codes: .int8) : nil
  }
}

extension Int16Split: PreparableSplit {
  /// No delegate takes int16, and the built-in kernels compute what the reference computes.
  static var pathsAgree: Bool { true }

  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    let widen = try selector.requantize(input, to: wide)
    guard let add = try selector.add(wide, three.grid, to: clipped, .relu6, shapes: .oneElement),
      let multiply = try selector.multiply(wide, clipped, to: product, shapes: .equal),
      let scale = try selector.multiply(product, sixth.grid, to: result, shapes: .oneElement)
    else { return nil }
    let narrow = try selector.requantize(result, to: signed ?? output)
    let unsigned = try signed.map { signed throws(PreparationError) in
      try selector.requantize(signed, to: output)
    }
    let (three, sixth) = (three.code, sixth.code)
    return {
      let x = widen($0)
      let sixfold = multiply(x, add(x, three))
      let code = narrow(scale(sixfold, sixth))
      return unsigned.map { $0(code) } ?? code
    }
  }
}
