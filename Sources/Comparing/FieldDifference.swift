internal import ModelFormat

/// A field that differs between two tables, with both values in words.
public struct FieldDifference: Sendable, Equatable {
  /// The field's name in the schema; `stride_w`, `details.block_size`.
  public let field: String
  /// The value in A; `none` if there is nothing.
  public let a: String
  /// The value in B.
  public let b: String

  /// True for `min` and `max` of quantization parameters, the range that was seen in calibration.
  public var isRecordedRange: Bool { ["min", "max"].contains(field) }
}

extension FieldDifference {
  /// Every field that differs between two tables of one kind, except those with the names in `others`.
  ///
  /// A missing table equals one with all fields at their defaults, and a missing vector equals an empty one.
  static func all(_ a: Record?, _ b: Record?, except others: Set<String> = []) -> [Self] {
    guard let known = a ?? b else { return [] }
    if let a, let b, a.typeName != b.typeName {
      return [Self(field: "options", a: a.typeName, b: b.typeName)]
    }
    var found: [Self] = []
    for field in known.fields where !others.contains(field.name) {
      found += differences(in: field, a?.value(field), b?.value(field))
    }
    let (newA, newB) = (a?.unknownFields ?? [], b?.unknownFields ?? [])
    if newA != newB {
      func text(_ fields: [UInt16]) -> String { fields.isEmpty ? "none" : "\(fields)" }
      found.append(Self(field: "fields newer than the schema", a: text(newA), b: text(newB)))
    }
    return found
  }

  private static func differences(
    in field: RecordField, _ a: RecordValue?, _ b: RecordValue?
  ) -> [Self] {
    switch (a, b) {
    case (.record(let a), .record(let b)): return nested(all(a, b), in: field.name)
    case (.record(let a), nil): return nested(all(a, nil), in: field.name)
    case (nil, .record(let b)): return nested(all(nil, b), in: field.name)
    case (.records(let a), .records(let b)) where a.count == b.count:
      return zip(a, b).enumerated().flatMap { place, pair in
        nested(all(pair.0, pair.1), in: "\(field.name)[\(place)]")
      }
    default: break
    }
    let (a, b) = (a ?? field.defaultValue, b ?? field.defaultValue)
    guard !isSame(a, b) else { return [] }
    let (old, new) = (text(a, field), text(b, field))
    // A long list is only counted.
    return [Self(field: field.name, a: old, b: old == new ? "\(new), not all the same" : new)]
  }

  private static func nested(_ differences: [Self], in name: String) -> [Self] {
    differences.map { Self(field: "\(name).\($0.field)", a: $0.a, b: $0.b) }
  }

  private static func text(_ value: RecordValue?, _ field: RecordField) -> String {
    guard let value else { return "none" }
    if case .numbers(.float32(let numbers)) = value, numbers.count <= 4 {
      return "[\(numbers.map(\.asExact).joined(separator: ", "))]"
    }
    return value.shortText(field) ?? value.count.counted("entry", "entries")
  }

  private static func isSame(_ a: RecordValue?, _ b: RecordValue?) -> Bool {
    guard let a, let b else { return (a?.count ?? 0) == 0 && (b?.count ?? 0) == 0 }
    return switch (a, b) {
    case (.text(let a), .text(let b)): a.bytes.isSame(as: b.bytes)
    case (.texts(let a), .texts(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.bytes.isSame(as: $1.bytes) }
    case (.records(let a), .records(let b)): a.isEmpty && b.isEmpty
    case (.numbers(let a), .numbers(let b)): a.isSame(as: b)
    default: a.isSameScalar(as: b)
    }
  }
}

extension RecordValue {
  /// The number of entries of a vector; 0 for empty text, and 1 for everything else.
  fileprivate var count: Int {
    switch self {
    case .text(let text): Swift.min(1, text.bytes.count)
    case .texts(let texts): texts.count
    case .records(let records): records.count
    case .numbers(let numbers): numbers.count
    default: 1
    }
  }
}

extension RecordValue.Numbers {
  fileprivate var count: Int {
    switch self {
    case .bools(let numbers): numbers.count
    case .bytes(let bytes): bytes.count
    case .int8(let numbers): numbers.count
    case .int16(let numbers): numbers.count
    case .uint16(let numbers): numbers.count
    case .int32(let numbers): numbers.count
    case .uint32(let numbers): numbers.count
    case .int64(let numbers): numbers.count
    case .uint64(let numbers): numbers.count
    case .float32(let numbers): numbers.count
    case .float64(let numbers): numbers.count
    }
  }

  /// True for equal numbers of the same type; floats are compared bit for bit.
  fileprivate func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.bools(let a), .bools(let b)): a.elementsEqual(b)
    case (.bytes(let a), .bytes(let b)): a.isSame(as: b)
    case (.int8(let a), .int8(let b)): a.elementsEqual(b)
    case (.int16(let a), .int16(let b)): a.elementsEqual(b)
    case (.uint16(let a), .uint16(let b)): a.elementsEqual(b)
    case (.int32(let a), .int32(let b)): a.elementsEqual(b)
    case (.uint32(let a), .uint32(let b)): a.elementsEqual(b)
    case (.int64(let a), .int64(let b)): a.elementsEqual(b)
    case (.uint64(let a), .uint64(let b)): a.elementsEqual(b)
    case (.float32(let a), .float32(let b)):
      a.elementsEqual(b) { $0.bitPattern == $1.bitPattern }
    case (.float64(let a), .float64(let b)):
      a.elementsEqual(b) { $0.bitPattern == $1.bitPattern }
    default: false
    }
  }
}
