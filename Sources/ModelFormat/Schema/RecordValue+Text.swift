extension RecordValue {
  /// The value as short text; nil for tables, and for vectors of other types than INT32 and INT64.
  public func shortText(_ field: RecordField) -> String? {
    switch self {
    case .bool(let flag): "\(flag)"
    case .integer(let number): field.enumeration?.name(of: number) ?? "\(number)"
    case .unsigned(let number): "\(number)"
    case .float32(let number): number.asExact
    case .float64(let number): "\(number)"
    case .text(let text): "'\(text.text.escapedForDisplay)'"
    case .numbers(.int32(let numbers)): "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
    case .numbers(.int64(let numbers)): "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
    case .texts, .record, .records, .numbers: nil
    }
  }
}

extension Float {
  /// The shortest decimal that reads back to the same float32.
  package var asExact: String {
    description.hasSuffix(".0") ? String(description.dropLast(2)) : description
  }
}
