/// A value of a row, or of a statement's parameter, with the type that SQLite stores it as.
public enum Value: Sendable, Hashable {
  /// NULL.
  case null
  /// A whole number.
  case integer(Int64)
  /// A number; SQLite stores no NaN, which becomes NULL.
  case real(Double)
  /// Text; bytes that are not UTF-8 are replaced when it is read.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// The text, or NULL for nil.
  public init(_ text: String?) { self = text.map(Self.text) ?? .null }

  /// The number, or NULL for nil.
  public init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
}

/// A row of a result.
public struct Row: Sendable, Hashable {
  /// The values, one per column.
  public let values: [Value]

  /// The value in a column, from 0.
  public subscript(column: Int) -> Value { values[column] }

  // A value of another type counts as none: anyone may have written the database.

  /// The text in a column; nil for a value of another type.
  public func text(_ column: Int) -> String? {
    guard case .text(let text) = values[column] else { return nil }
    return text
  }

  /// The whole number in a column; nil for a value of another type.
  public func number(_ column: Int) -> Int? {
    guard case .integer(let number) = values[column] else { return nil }
    return Int(number)
  }

  /// The number in a column, whole or not; nil for a value of another type.
  public func real(_ column: Int) -> Double? {
    switch values[column] {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }

  /// The truth value in a column: false for 0, nil for a value that is not a whole number.
  public func bool(_ column: Int) -> Bool? { number(column).map { $0 != 0 } }
}
