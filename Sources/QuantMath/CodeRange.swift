/// The codes that an integer element type can hold.
///
/// A code is the integer as stored; every kernel of this module takes and returns codes as `Int32`, whatever
/// the width of the tensor.
public struct CodeRange: Hashable, Sendable {
  /// The lowest code.
  public let lowest: Int32
  /// The highest code.
  public let highest: Int32

  /// −128...127 (schema: `INT8`).
  public static let int8 = Self(lowest: -128, highest: 127)
  /// 0...255 (schema: `UINT8`).
  public static let uint8 = Self(lowest: 0, highest: 255)
  /// −32768...32767 (schema: `INT16`).
  public static let int16 = Self(lowest: -32768, highest: 32767)
  /// All of `Int32` (schema: `INT32`).
  public static let int32 = Self(lowest: .min, highest: .max)

  /// How many codes there are: 256, 65536 or 2³².
  public var count: Int { Int(highest) - Int(lowest) + 1 }

  /// The code nearest to `value`.
  public func clamp(_ value: Int32) -> Int32 { min(highest, max(lowest, value)) }

  /// The code with the same low bits as `value`, like a C++ cast to the narrow type.
  public func wrap(_ value: Int32) -> Int32 {
    // A count is a power of two, so the mask is the remainder.
    lowest &+ Int32(truncatingIfNeeded: (Int(value) - Int(lowest)) & (count - 1))
  }

  /// Whether `value` is one of the codes.
  public func contains(_ value: Int32) -> Bool { lowest <= value && value <= highest }
}

extension CodeRange: CustomStringConvertible {
  /// The element type in lower case, such as `int8`.
  public var description: String {
    switch self {
    case .int8: "int8"
    case .uint8: "uint8"
    case .int16: "int16"
    default: "int32"
    }
  }
}
