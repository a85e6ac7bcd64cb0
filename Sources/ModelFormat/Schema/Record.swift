internal import CFlatBuffers
internal import Glibc

/// Any table of a file, read by the schema: its fields by name.
///
/// `dump`, operator options and everything that must work for tables without a view of their own
/// read through this.
public struct Record: Sendable {
  let table: Table
  /// Which table of the schema this is; -1 for one that is not in the schema.
  let type: Int32

  /// The root of a model.
  public init(root file: ModelFile) {
    table = .root(of: file)
    type = cfb_root_table()
  }

  /// The root of what TFLite Metadata says of a model.
  init(rootOfMetadata file: ModelFile) {
    table = .root(of: file)
    type = cfb_metadata_root_table()
  }

  init(table: Table, type: Int32) {
    self.table = table
    self.type = type
  }

  /// The table's name in the schema; "" if it is not in the schema.
  public var typeName: String { String(cString: cfb_table_name(type)) }

  /// Where the table stands in the file, in bytes.
  ///
  /// Two records with one offset are the same table.
  public var offset: UInt64 { table.offset }

  /// Every field that the schema has for this table, in its order, stored or not.
  public var fields: [RecordField] {
    (0..<cfb_field_count(type)).map { RecordField(raw: cfb_field_at(type, $0)) }
  }

  /// The field with this name; nil if the schema has none in this table.
  public func field(named name: String) -> RecordField? {
    name.withCString { wanted in
      for id in 0..<cfb_field_count(type) {
        let field = cfb_field_at(type, id)
        if strcmp(field.name, wanted) == 0 { return RecordField(raw: field) }
      }
      return nil
    }
  }

  /// True if the file stores the field instead of leaving it at its default.
  public func has(_ field: RecordField) -> Bool { table.has(field.id) }

  /// The numbers of the fields that are stored but newer than the schema, ascending.
  public var unknownFields: [UInt16] {
    let known = cfb_field_count(type)
    let slots = table.slotCount
    guard slots > known else { return [] }
    // One vtable may have 32,000 slots and be shared by every table of a list.
    return table.file.memo.unknownFields(table.vtable) {
      (known..<slots).filter { table.has(FieldID(rawValue: $0)) }
    }
  }

  /// What the field holds, defaults included; nil for a string, vector or table that is left out.
  public func value(_ field: RecordField) -> RecordValue? {
    switch field.raw.kind {
    case CFB_SCALAR, CFB_UNION_TYPE: scalar(field)
    case CFB_STRING: table.text(field.id).map(RecordValue.text)
    case CFB_TABLE: table.child(field.id).map { .record(Record(table: $0, type: field.raw.table)) }
    case CFB_UNION: unionMember(field)
    case CFB_SCALAR_VECTOR: numbers(field)
    case CFB_STRING_VECTOR: table.texts(field.id).map(RecordValue.texts)
    case CFB_TABLE_VECTOR:
      table.tables(field.id).map { elements in
        .records(Views(elements) { table, _ in Record(table: table, type: field.raw.table) })
      }
    default: nil
    }
  }

  private func scalar(_ field: RecordField) -> RecordValue {
    let whole = field.raw.default_integer
    let real = field.raw.default_real
    let id = field.id
    switch field.raw.scalar {
    case CFB_BOOL: return .bool(table.bool(id, default: whole != 0))
    case CFB_INT8: return .integer(Int64(table.int8(id, default: Int8(truncatingIfNeeded: whole))))
    case CFB_UINT8:
      return .integer(Int64(table.uint8(id, default: UInt8(truncatingIfNeeded: whole))))
    case CFB_INT16:
      return .integer(Int64(table.int16(id, default: Int16(truncatingIfNeeded: whole))))
    case CFB_UINT16:
      return .integer(Int64(table.uint16(id, default: UInt16(truncatingIfNeeded: whole))))
    case CFB_INT32:
      return .integer(Int64(table.int32(id, default: Int32(truncatingIfNeeded: whole))))
    case CFB_UINT32:
      return .integer(Int64(table.uint32(id, default: UInt32(truncatingIfNeeded: whole))))
    case CFB_INT64: return .integer(table.int64(id, default: whole))
    case CFB_UINT64: return .unsigned(table.uint64(id, default: UInt64(bitPattern: whole)))
    case CFB_FLOAT32: return .float32(table.float32(id, default: Float(real)))
    default: return .float64(table.float64(id, default: real))
    }
  }

  private func numbers(_ field: RecordField) -> RecordValue? {
    let id = field.id
    switch field.raw.scalar {
    case CFB_BOOL: return table.scalars(id, of: UInt8.self).map { .numbers(.bools($0)) }
    case CFB_INT8: return table.scalars(id).map { .numbers(.int8($0)) }
    case CFB_UINT8: return table.bytes(id).map { .numbers(.bytes($0)) }
    case CFB_INT16: return table.scalars(id).map { .numbers(.int16($0)) }
    case CFB_UINT16: return table.scalars(id).map { .numbers(.uint16($0)) }
    case CFB_INT32: return table.scalars(id).map { .numbers(.int32($0)) }
    case CFB_UINT32: return table.scalars(id).map { .numbers(.uint32($0)) }
    case CFB_INT64: return table.scalars(id).map { .numbers(.int64($0)) }
    case CFB_UINT64: return table.scalars(id).map { .numbers(.uint64($0)) }
    case CFB_FLOAT32: return table.scalars(id).map { .numbers(.float32($0)) }
    default: return table.scalars(id).map { .numbers(.float64($0)) }
    }
  }

  /// The type field of a union is the field before it.
  private func unionMember(_ field: RecordField) -> RecordValue? {
    guard let child = table.child(field.id), field.raw.id > 0 else { return nil }
    let member = table.uint8(FieldID(rawValue: field.raw.id - 1), default: 0)
    let type = cfb_union_table(field.raw.enumeration, Int64(member))
    return .record(Record(table: child, type: type))
  }
}

extension Record {
  /// The schema's numbers of the tables with these names.
  static func types(named names: Set<String>) -> Set<Int32> {
    Set((0..<cfb_table_count()).filter { names.contains(String(cString: cfb_table_name($0))) })
  }
}
