internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension SplitStrategy {
  /// CAST to int32 indices, GATHER from a table: TFLite Micro can run this too.
  public static let lookupMicro = Self(LookupMicroSplit.self)
}

/// The numbers of `lookup-micro`: CAST to int32, ADD an offset, GATHER the output code.
///
/// TFLite Micro has all of its operators; its GATHER only accepts int32 indices.
struct LookupMicroSplit: HardSwishSplit {
  static let name = "lookup-micro"
  static let summary =
    "CAST to INT32 indices, ADD 128 where codes are INT8, GATHER from a table; for TensorFlow Lite Micro"

  /// The table holds what the operator computes, under any condition.
  static let unusable: [ArithmeticCondition] = []

  /// The input's quantization.
  let input: Grid
  /// The number that the int32 ADD adds to a code; nil for uint8, which needs no ADD.
  let offset: Int32?
  /// The constant that GATHER reads, with the output's quantization: shape `[256]`.
  let entries: [Int32]
  /// The output's quantization.
  let output: Grid

  /// The numbers; there is no choice among them.
  init(replacing site: ReplacedHardSwish) {
    (input, output) = (site.input, site.output)
    offset = input.codes.lowest == 0 ? nil : -input.codes.lowest
    entries = gatherTable(site.table, .fromLowest)
  }

  var words: String { "a table of \(entries.count) codes" }

  static func operators(on type: ElementType) -> [OperatorUse]? {
    guard type.isByte else { return nil }
    let offset = type == .uint8 ? [] : [OperatorUse(.add, .int32)]
    return [OperatorUse(.cast, type, to: .int32)] + offset
      + [OperatorUse(.gather, type, indices: .int32)]
  }

  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    let (entries, offset) = (entries, offset ?? 0)
    return { entries[Int(castReference($0, to: .int32) + offset)] }
  }

  func write(with writer: inout SplitWriter, in draft: inout Draft) {
    let site = writer.site
    let integers = Grid(scale: 0, zeroPoint: 0, codes: .int32)
    var index = writer.add("code", on: integers, in: &draft)
    writer.operators.append(
      NewOperator(
        .cast, version: OperatorVersion.cast(from: site.type), [site.input], [index],
        options: .cast(from: site.type, to: .int32)))
    if let offset {
      let sum = writer.add("table_index", on: integers, in: &draft)
      let name = "hard_swish/index_of_code_0"
      let addend = draft.constant(
        NewTensor(name, .int32, shape: [], data: Array(littleEndian: [offset])), in: site.subgraph)
      writer.operators.append(
        NewOperator(
          .add, version: OperatorVersion.add(.int32), [index, addend], [sum],
          options: .add(.none, .int32)))
      index = sum
    }
    writer.gather(entries, on: output, by: index, .int32, in: &draft)
  }
}

extension EditableTable {
  fileprivate static func cast(from input: ElementType, to output: ElementType) -> Self {
    var options = Editable<CastOptions>()
    options.inDataType = input
    options.outDataType = output
    return options.untyped
  }
}
