/// A number or text that a finding is based on, with a name.
public struct FindingValue: Sendable {
  /// What kind of value it is.
  public enum Content: Sendable, Equatable {
    case integer(Int64)
    case float32(Float)
    case float64(Double)
    case text(String)
  }

  /// The name, in `snake_case`.
  public let name: String
  /// The value.
  public let content: Content

  /// A whole number.
  public init(_ name: String, _ value: some BinaryInteger) {
    self.name = name
    content = .integer(Int64(clamping: value))
  }

  /// A float32, which prints as the shortest decimal that reads back to it.
  public init(_ name: String, _ value: Float) {
    self.name = name
    content = .float32(value)
  }

  /// A double.
  public init(_ name: String, _ value: Double) {
    self.name = name
    content = .float64(value)
  }

  /// Text.
  public init(_ name: String, _ value: String) {
    self.name = name
    content = .text(value)
  }
}
