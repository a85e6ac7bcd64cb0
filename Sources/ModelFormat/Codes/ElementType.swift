/// How one element of a tensor is stored (schema: enum `TensorType`).
///
/// A code that is not in the schema is kept.
public struct ElementType: RawRepresentable, Hashable, Sendable {
  /// The code in the file.
  public let rawValue: Int8
  /// A type by its code.
  public init(rawValue: Int8) { self.rawValue = rawValue }

  /// A 32-bit IEEE float (schema: `FLOAT32`).
  public static let float32 = Self(rawValue: 0)
  /// A 16-bit IEEE float (schema: `FLOAT16`).
  public static let float16 = Self(rawValue: 1)
  /// A signed 32-bit integer (schema: `INT32`).
  public static let int32 = Self(rawValue: 2)
  /// An unsigned byte, most often quantized (schema: `UINT8`).
  public static let uint8 = Self(rawValue: 3)
  /// A signed 64-bit integer (schema: `INT64`).
  public static let int64 = Self(rawValue: 4)
  /// True or false, a byte (schema: `BOOL`).
  public static let bool = Self(rawValue: 6)
  /// A signed 16-bit integer, quantized or an index (schema: `INT16`).
  public static let int16 = Self(rawValue: 7)
  /// A signed byte, most often quantized (schema: `INT8`).
  public static let int8 = Self(rawValue: 9)
  /// A 64-bit IEEE float (schema: `FLOAT64`).
  public static let float64 = Self(rawValue: 10)
  /// A signed number of 4 bits, two to a byte (schema: `INT4`).
  public static let int4 = Self(rawValue: 17)
  /// A 16-bit float with the exponent of a 32-bit one (schema: `BFLOAT16`).
  public static let bfloat16 = Self(rawValue: 18)
  /// A signed number of 2 bits, four to a byte (schema: `INT2`).
  public static let int2 = Self(rawValue: 19)

  private static let names = SchemaEnum.named("TensorType")

  /// The schema's name, or `UNKNOWN(code)`.
  public var name: String { Self.names.name(of: Int64(rawValue)) }

  /// The size of one element in bits; nil if elements have no fixed size (STRING, RESOURCE, VARIANT) and for
  /// codes that are not in the schema.
  public var bitCount: Int? {
    switch rawValue {
    case 0, 2, 15: 32  // FLOAT32, INT32, UINT32
    case 1, 7, 16, 18: 16  // FLOAT16, INT16, UINT16, BFLOAT16
    case 3, 6, 9, 21, 22: 8  // UINT8, BOOL, INT8, FLOAT8_E4M3FN, FLOAT8_E5M2
    case 4, 8, 10, 12: 64  // INT64, COMPLEX64, FLOAT64, UINT64
    case 11: 128  // COMPLEX128
    case 17, 20: 4  // INT4, UINT4
    case 19: 2  // INT2
    default: nil
    }
  }

  /// True for types whose elements are real numbers without a scale.
  public var isFloat: Bool { [.float32, .float16, .float64, .bfloat16].contains(self) }

  /// The lowest and highest code of a type that can be quantized; nil for any other type.
  public var codeRange: ClosedRange<Int64>? {
    switch self {
    case .int4: -8...7
    case .int8: -128...127
    case .uint8: 0...255
    case .int16: -32768...32767
    case .int32: Int64(Int32.min)...Int64(Int32.max)
    default: nil
    }
  }
}
