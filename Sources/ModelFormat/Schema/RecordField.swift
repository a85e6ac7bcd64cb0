internal import CFlatBuffers

/// A field of a table, as the schema declares it.
public struct RecordField: Sendable {
  // Plain numbers, and a name that lives as long as the process.
  nonisolated(unsafe) let raw: cfb_field

  /// The field's number in its table, from 0 in the schema's order.
  var id: FieldID { FieldID(rawValue: raw.id) }

  /// The field's name in the schema.
  public var name: String { String(cString: raw.name) }

  /// The enum or union that names the field's values; nil for plain numbers.
  public var enumeration: SchemaEnum? {
    raw.enumeration < 0 ? nil : SchemaEnum(index: raw.enumeration)
  }

  /// The value if the file leaves the field out; nil for strings, vectors and tables.
  public var defaultValue: RecordValue? {
    guard raw.kind == CFB_SCALAR || raw.kind == CFB_UNION_TYPE else { return nil }
    switch raw.scalar {
    case CFB_BOOL: return .bool(raw.default_integer != 0)
    case CFB_UINT64: return .unsigned(UInt64(bitPattern: raw.default_integer))
    case CFB_FLOAT32: return .float32(Float(raw.default_real))
    case CFB_FLOAT64: return .float64(raw.default_real)
    default: return .integer(raw.default_integer)
    }
  }
}

/// What a field of any table holds.
public enum RecordValue: Sendable {
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case float32(Float)
  case float64(Double)
  case text(RawText)
  case texts([RawText])
  case record(Record)
  case records(Views<Record>)
  case numbers(Numbers)

  /// A vector of scalars of any type.
  public enum Numbers: Sendable {
    /// Each byte is 0 for false.
    case bools(Scalars<UInt8>)
    case bytes(ByteRange)
    case int8(Scalars<Int8>)
    case int16(Scalars<Int16>)
    case uint16(Scalars<UInt16>)
    case int32(Scalars<Int32>)
    case uint32(Scalars<UInt32>)
    case int64(Scalars<Int64>)
    case uint64(Scalars<UInt64>)
    case float32(Scalars<Float>)
    case float64(Scalars<Double>)
  }

  /// True for scalars of the same type that are equal, bit for bit if they are floats.
  public func isSameScalar(as other: RecordValue) -> Bool {
    switch (self, other) {
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.unsigned(let a), .unsigned(let b)): a == b
    case (.float32(let a), .float32(let b)): a.bitPattern == b.bitPattern
    case (.float64(let a), .float64(let b)): a.bitPattern == b.bitPattern
    default: false
    }
  }
}

extension Record {
  /// True if the file stores the field and its value is not the default.
  public func isStoredAndNotDefault(_ field: RecordField) -> Bool {
    guard has(field) else { return false }
    guard let fallback = field.defaultValue, let value = value(field) else { return true }
    return !value.isSameScalar(as: fallback)
  }
}
