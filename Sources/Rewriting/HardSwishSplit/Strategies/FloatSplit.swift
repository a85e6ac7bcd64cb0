internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension SplitStrategy {
  /// DEQUANTIZE, HARD_SWISH in float32, QUANTIZE.
  public static let float = Self(FloatSplit.self)
}

/// The numbers of `float`: the quantization of input and output, and nothing else.
struct FloatSplit: HardSwishSplit {
  static let name = "float"
  static let summary = "DEQUANTIZE, HARD_SWISH on FLOAT32, QUANTIZE"

  /// The input's quantization, of DEQUANTIZE.
  let input: Grid
  /// The output's quantization, of QUANTIZE.
  let output: Grid

  /// The numbers; there is no choice among them.
  init(replacing site: ReplacedHardSwish) { (input, output) = (site.input, site.output) }

  var words: String { "the same operator in FLOAT32" }

  static func operators(on type: ElementType) -> [OperatorUse]? {
    guard type.isByte else { return nil }
    return [
      OperatorUse(.dequantize, type, to: .float32), OperatorUse(.hardSwish, .float32),
      OperatorUse(.quantize, .float32, to: type),
    ]
  }

  func kernel(_ selector: KernelSelector) -> CodeKernel? {
    guard let dequantize = selector.dequantize(input), let hardSwish = selector.hardSwish(),
      let quantize = selector.quantize(to: output)
    else { return nil }
    return { quantize(hardSwish(dequantize($0))) }
  }

  func write(with writer: inout SplitWriter, in draft: inout Draft) {
    let site = writer.site
    let x = writer.addFloat("float_x", in: &draft)
    let y = writer.addFloat("float_hard_swish", in: &draft)
    let version = OperatorVersion.dequantize(from: site.type)
    writer.operators += [
      NewOperator(.dequantize, version: version, [site.input], [x]),
      NewOperator(.hardSwish, [x], [y]),
    ]
    writer.quantize(y, site.output, to: site.type)
  }
}
