internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension SplitStrategy {
  /// QUANTIZE to int16 indices, GATHER from a table of 256 output codes.
  public static let lookup = Self(LookupSplit.self)
}

/// The numbers of `lookup`: QUANTIZE to int16 gives an index, GATHER the output code.
struct LookupSplit: HardSwishSplit {
  static let name = "lookup"
  static let summary = "QUANTIZE to INT16 indices, GATHER from a table of the 256 output codes"

  /// The table also holds what the operator computes for a negative scale.
  static let unusable: [ArithmeticCondition] = [
    .missingQuantization, .perAxisQuantization, .zeroScale, .scaleNotFinite,
  ]

  /// The input's quantization.
  let input: Grid
  /// The index's quantization: the input's scale, and the zero point moved so that the lowest input
  /// code becomes index 0.
  ///
  /// Only its integers are used.
  let index: Grid
  /// The constant that GATHER reads, with the output's quantization: shape `[256]`.
  let entries: [Int32]
  /// The output's quantization.
  let output: Grid

  /// The numbers; there is no choice among them.
  init(replacing site: ReplacedHardSwish) {
    (input, output) = (site.input, site.output)
    index = Grid(
      scale: input.scale, zeroPoint: input.zeroPoint &- input.codes.lowest, codes: .int16)
    entries = gatherTable(site.table, .fromLowest)
  }

  var words: String { "a table of \(entries.count) codes" }

  static func operators(on type: ElementType) -> [OperatorUse]? {
    guard type.isByte else { return nil }
    return [OperatorUse(.quantize, type, to: .int16), OperatorUse(.gather, type, indices: .int16)]
  }

  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    let quantize = try selector.requantize(input, to: index)
    let entries = entries
    for code in input.codes.lowest...input.codes.highest {
      _ = try gatherReference(quantize(code), from: entries)
    }
    return { entries[Int(quantize($0))] }
  }

  func write(with writer: inout SplitWriter, in draft: inout Draft) {
    let index = writer.add("table_index", on: index, in: &draft)
    writer.quantize(writer.site.input, index, to: .int16)
    writer.gather(entries, on: output, by: index, .int16, in: &draft)
  }
}
