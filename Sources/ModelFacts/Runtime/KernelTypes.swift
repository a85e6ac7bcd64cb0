public import ModelFormat

/// The element types with which LiteRT 2.3.0 runs an operator, by operand.
///
/// One source for audits and for placement on LiteRT's kernels. What runs may still be wrong: if a kernel
/// does not check a type, every type is listed here.
public struct KernelTypes: Sendable {
  /// The types of one operand, a bit for each code of the schema.
  private typealias Mask = UInt32

  /// How many of the columns are inputs.
  private let inputCount: Int
  /// The sets of types: each lists the types that every operand may have, inputs first.
  private let sets: [[Mask]]

  /// The types of an operator; nil if they are unknown.
  public static func of(_ op: BuiltinOperator) -> Self? { table[op] }

  /// Whether a kernel runs with these types; nil stands for an operand that is left out or whose type is
  /// unknown.
  public func allow(inputs: [ElementType?], outputs: [ElementType?]) -> Bool {
    let operands = columns(inputs, outputs)
    return sets.contains { matches($0, operands) }
  }

  /// The types that one operand could have, given the types of the others; may be empty.
  ///
  /// `position` counts the inputs first, then the outputs.
  public func allowed(
    at position: Int, inputs: [ElementType?], outputs: [ElementType?]
  ) -> [ElementType] {
    Self.known.filter { type in
      var (inputs, outputs) = (inputs, outputs)
      if position < inputs.count {
        inputs[position] = type
      } else {
        outputs[position - inputs.count] = type
      }
      return allow(inputs: inputs, outputs: outputs)
    }
  }

  /// Whether the kernel accepts any type for its outputs, because it sets the type itself.
  var setsOutputType: Bool {
    sets.contains { set in set.dropFirst(inputCount).contains { $0 & Self.all == Self.all } }
  }

  /// The types whose schema codes are known here.
  private static let known: [ElementType] = (0..<23).map { ElementType(rawValue: $0) }
  private static let all: Mask = (1 << 23) - 1
  /// Stands for the type of the first operand.
  private static let sameAsFirst: Mask = 1 << 31
  /// RESOURCE, VARIANT, BFLOAT16 and INT2: Python cannot set such inputs, so they were not tested.
  private static let untried: Mask = 1 << 13 | 1 << 14 | 1 << 18 | 1 << 19

  /// Each operand with its column; operands beyond the last column of a side share that column.
  private func columns(
    _ inputs: [ElementType?], _ outputs: [ElementType?]
  ) -> [(column: Int, type: ElementType)] {
    let columnCount = sets.first?.count ?? 0
    let ins = inputs.enumerated().compactMap { position, type in
      type.map { (column: min(position, inputCount - 1), type: $0) }
    }
    let outs = outputs.enumerated().compactMap { position, type in
      type.map { (column: min(inputCount + position, columnCount - 1), type: $0) }
    }
    return ins + outs
  }

  private func matches(_ set: [Mask], _ operands: [(column: Int, type: ElementType)]) -> Bool {
    let first = operands.first { $0.column == 0 }?.type
    return operands.allSatisfy { column, type in
      guard set.indices.contains(column), (0..<23).contains(type.rawValue) else { return true }
      let (mask, bit) = (set[column], Mask(1) << Mask(type.rawValue))
      if mask & bit != 0 { return true }
      if mask & Self.sameAsFirst != 0, first == nil || first == type { return true }
      // An operator that moves any bytes can also move these.
      return column < inputCount && bit & Self.untried != 0
        && (mask & Self.all).nonzeroBitCount >= 12
    }
  }

  // MARK: Reading the table

  /// A part of the table.
  private typealias Text = ArraySlice<UInt8>

  /// `f32|f16`, `=` for the type of the first operand, `*` for any, `!i4` for any but these.
  private static func mask(_ word: Text) -> Mask {
    if word.elementsEqual("*".utf8) { return all }
    if word.first == UInt8(ascii: "!") { return all & ~mask(word.dropFirst()) }
    return word.split(separator: UInt8(ascii: "|")).reduce(0) { mask, name in
      if name.elementsEqual("=".utf8) { return mask | sameAsFirst }
      return names.firstIndex(of: packed(name)).map { mask | 1 << Mask($0) } ?? mask
    }
  }

  /// The names of the types by their schema codes, four letters to a number.
  private static let names: [UInt32] =
    "f32 f16 i32 u8 i64 str bool i16 c64 i8 f64 c128 u64 res var u32 u16 i4 bf16 i2 u4 f8e4 f8e5"
    .utf8.split(separator: UInt8(ascii: " ")).map(packed)

  private static func packed(_ name: some Sequence<UInt8>) -> UInt32 {
    name.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private init?(_ line: Text) {
    let space = UInt8(ascii: " ")
    let words = line.split(separator: space, maxSplits: 1)
    guard words.count == 2, let count = Int(String(decoding: words[0], as: UTF8.self)), count > 0
    else { return nil }
    inputCount = count
    sets = words[1].split(separator: UInt8(ascii: ",")).map {
      $0.split(separator: space).map(Self.mask)
    }
  }

  private static let table = OperatorLines(text) { Self($0) }
}
