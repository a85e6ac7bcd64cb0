internal import CFlatBuffers

/// An enum or union of the schema, by which numbers get their names.
public struct SchemaEnum: Sendable, Hashable {
  /// Which enum of the schema this is; -1 for none, which has no values.
  let index: Int32

  /// The enum with this name; one without values if the schema has none.
  public static func named(_ name: String) -> SchemaEnum {
    let index = (0..<cfb_enum_count()).first { String(cString: cfb_enum_name($0)) == name }
    return SchemaEnum(index: index ?? -1)
  }

  /// The name in the schema.
  public var name: String { String(cString: cfb_enum_name(index)) }

  /// The schema's name of a value; nil if the value is not in the schema.
  public func knownName(of value: Int64) -> String? {
    cfb_enum_value_name(index, value).map { String(cString: $0) }
  }

  /// The schema's name of a value, or `UNKNOWN(value)`.
  public func name(of value: Int64) -> String { knownName(of: value) ?? "UNKNOWN(\(value))" }

  /// Every value in the schema, ascending.
  public var values: [Int64] {
    (0..<cfb_enum_value_count(index)).map { cfb_enum_value_at(index, $0) }
  }
}
