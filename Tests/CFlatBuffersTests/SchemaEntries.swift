import CFlatBuffers

/// The schema that is built into the program, as the list of entries that `SchemaFacts` makes.
enum SchemaEntries {
  static func all() -> Set<String> {
    var lines: Set<String> = []
    for index in 0..<cfb_enum_count() { lines.formUnion(enumEntries(index)) }
    for table in 0..<cfb_table_count() {
      let name = String(cString: cfb_table_name(table))
      lines.insert("table \(name)")
      for field in fields(of: table) {
        let deprecated = field.deprecated ? ", deprecated" : ""
        lines.insert(
          "table \(name), field \(field.id): \(String(cString: field.name)), "
            + "\(spelled(field))\(deprecated)")
      }
    }
    return lines
  }

  static func fields(of table: Int32) -> [cfb_field] {
    (0..<cfb_field_count(table)).map { cfb_field_at(table, $0) }
  }

  private static func enumEntries(_ index: Int32) -> [String] {
    let name = String(cString: cfb_enum_name(index))
    let values = (0..<cfb_enum_value_count(index)).map { cfb_enum_value_at(index, $0) }
    let isUnion = values.contains { cfb_union_table(index, $0) >= 0 }
    return values.map { value in
      let known = cfb_enum_value_name(index, value).map { String(cString: $0) } ?? "?"
      guard isUnion else { return "enum \(name): \(known) = \(value)" }
      // A member is known by the table that it stands for, not by its name alone.
      let table = cfb_union_table(index, value)
      return
        "union \(name): \(value) is \(table < 0 ? known : String(cString: cfb_table_name(table)))"
    }
  }

  private static func spelled(_ field: cfb_field) -> String {
    let of = field.enumeration < 0 ? nil : String(cString: cfb_enum_name(field.enumeration))
    let table = String(cString: cfb_table_name(field.table))
    switch field.kind {
    case CFB_SCALAR:
      let real = field.scalar == CFB_FLOAT32 || field.scalar == CFB_FLOAT64
      let value = real ? "\(field.default_real)" : "\(field.default_integer)"
      return "\(of.map { $0 + " in " } ?? "")\(name(field.scalar)) = \(value)"
    case CFB_STRING: return "string"
    case CFB_TABLE: return table
    case CFB_UNION: return of ?? "?"
    case CFB_UNION_TYPE: return "the member of \(of ?? "?")"
    case CFB_SCALAR_VECTOR: return "[\(of ?? name(field.scalar))]"
    case CFB_STRING_VECTOR: return "[string]"
    case CFB_TABLE_VECTOR: return "[\(table)]"
    default: return "unsupported"
    }
  }

  private static func name(_ scalar: cfb_scalar) -> String {
    switch scalar {
    case CFB_BOOL: "bool"
    case CFB_INT8: "byte"
    case CFB_UINT8: "ubyte"
    case CFB_INT16: "short"
    case CFB_UINT16: "ushort"
    case CFB_INT32: "int"
    case CFB_UINT32: "uint"
    case CFB_INT64: "long"
    case CFB_UINT64: "ulong"
    case CFB_FLOAT32: "float"
    case CFB_FLOAT64: "double"
    default: "?"
    }
  }
}
