internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension SplitStrategy {
  /// QUANTIZE to int16, ADD 3 with a fused RELU6, MUL by the input, MUL by 1/6, QUANTIZE back.
  public static let int16 = Self(Int16Split.self)
}

/// The numbers of `int16`: QUANTIZE, `clipped = relu6(x + 3)`, `clipped · x`, `· 1/6`, QUANTIZE.
///
/// All int16 tensors have zero point 0. The ADD is written with `pot_scale_int16` false.
struct Int16Split: SearchableSplit {
  static let name = "int16"
  static let summary = "QUANTIZE to INT16, ADD 3 with RELU6, MUL by x, MUL by 1/6, QUANTIZE back"

  /// No delegate runs int16, and the built-in kernels compute what the reference computes.
  static let pathsAgree = true

  /// The input's quantization, of 8 bits.
  let input: Grid
  /// The input in int16.
  let wide: Grid
  /// The constant 3 of ADD.
  let three: QuantizedScalar
  /// The output of ADD with its fused RELU6: 0...6.
  let clipped: Grid
  /// The output of the first MUL: six times the hard-swish.
  let product: Grid
  /// The constant 1/6 of the second MUL.
  let sixth: QuantizedScalar
  /// The output of the second MUL: the hard-swish in int16.
  let result: Grid
  /// Only for uint8: the output's quantization in int8, between a QUANTIZE from int16 and a QUANTIZE
  /// that moves all codes by 128; no QUANTIZE goes from int16 to uint8.
  let signed: Grid?
  /// The output's quantization, of 8 bits.
  let output: Grid

  /// The natural numbers: 128 int16 steps for each 8-bit step, so that the QUANTIZE at the start is exact;
  /// constants at the highest code.
  init(replacing site: ReplacedHardSwish) {
    self.init(replacing: site, three: 3, sixth: 1.0 / 6, productSteps: 1, resultSteps: 1)
  }

  /// The numbers for chosen constants and scales of both products, in multiples of the natural ones.
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

  var words: String {
    "\(three.words(3)), relu6(x+3) \(clipped.words), the product \(product.words), the result "
      + result.words
  }

  static func operators(on type: ElementType) -> [OperatorUse]? {
    guard type.isByte else { return nil }
    let unsigned = type == .uint8 ? [OperatorUse(.quantize, .int8, to: .uint8)] : []
    return [
      OperatorUse(.quantize, type, to: .int16), OperatorUse(.add, .int16, fused: .relu6),
      OperatorUse(.mul, .int16), OperatorUse(.mul, .int16),
      OperatorUse(.quantize, .int16, to: .int8),
    ] + unsigned
  }

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

  func write(with writer: inout SplitWriter, in draft: inout Draft) {
    let site = writer.site
    let x = writer.add("int16", on: wide, in: &draft)
    let y = writer.add(SplitWriter.Name.clipped, on: clipped, in: &draft)
    let sixfold = writer.add("six_hard_swish", on: product, in: &draft)
    let hardSwish = writer.add("hard_swish_int16", on: result, in: &draft)
    writer.quantize(site.input, x, to: .int16)
    writer.addThree(three, y, reading: x, in: &draft)
    writer.multiply(x, wide, y, clipped, sixfold, product)
    let factor = writer.constant(SplitWriter.Name.sixth, sixth, in: &draft)
    writer.multiply(sixfold, product, factor, sixth.grid, hardSwish, result)
    guard let signed else { return writer.quantize(hardSwish, site.output, to: site.type) }
    let code = writer.add("hard_swish_int8", on: signed, in: &draft)
    writer.quantize(hardSwish, code, to: .int8)
    writer.quantize(code, site.output, to: site.type)
  }
}

// The search.
extension Int16Split {
  /// The free choices: the 3, the 1/6, and the scales of the product and the result.
  struct Space: SearchSpace {
    let site: ReplacedHardSwish

    init(_ site: ReplacedHardSwish) { self.site = site }

    var wideCount: Int { 3_000 }
    var wideDimensions: Int { 4 }
    var closeRadius: SearchPoint { SearchPoint(0.2, 0.2, 0.2, 0.2) }
    var hints: [SearchPoint] { [] }

    func split(at point: SearchPoint) -> Int16Split {
      // The operator errs towards zero, so a slightly different 1/6 is often nearer to it.
      Int16Split(
        replacing: site, three: 3 + 0.004 * point[0], sixth: (1 + 0.003 * point[1]) / 6,
        productSteps: 1 + 0.5 * point[2], resultSteps: 1 + 0.5 * point[3])
    }
  }
}
