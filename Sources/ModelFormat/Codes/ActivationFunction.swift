/// A function that an operator applies to its result before it stores it (schema: enum
/// `ActivationFunctionType`).
public struct ActivationFunction: RawRepresentable, Hashable, Sendable {
  /// The code in the file.
  public let rawValue: Int8
  /// A function by its code.
  public init(rawValue: Int8) { self.rawValue = rawValue }

  /// No activation (schema: `NONE`).
  public static let none = Self(rawValue: 0)
  /// At least 0 (schema: `RELU`).
  public static let relu = Self(rawValue: 1)
  /// From -1 to 1 (schema: `RELU_N1_TO_1`).
  public static let reluN1To1 = Self(rawValue: 2)
  /// From 0 to 6 (schema: `RELU6`).
  public static let relu6 = Self(rawValue: 3)

  private static let names = SchemaEnum.named("ActivationFunctionType")

  /// The schema's name, or `UNKNOWN(code)`.
  public var name: String { Self.names.name(of: Int64(rawValue)) }
}
