internal import CFlatBuffers

/// Reads tables of a file as values, and lists the fields that are newer than the schema.
struct EditableTableReader {
  /// The places of fields that were left out, in the order of the file.
  private(set) var unknown: [String] = []
  /// The path from the root to the current table: a field each, and an element if it is a vector.
  private var path: [(field: RecordField, element: Int?)] = []

  private static let buffer = Record.types(named: ["Buffer"])
  private static let op = Record.types(named: ["Operator"])

  /// How many bytes of numbers and text the tables have, if each table has its own.
  private(set) var byteCount = 0
  /// The bytes at an offset of the file, once for all tables that share them.
  private var shared: [Int: [UInt8]] = [:]

  /// The bytes of a vector or a string; those with the same offset are the same vector.
  private mutating func bytes(of range: ByteRange) -> [UInt8] {
    byteCount += range.count
    // Reading a short one is cheaper than a look-up.
    guard range.count > 256 else { return Array(range.scalars(of: UInt8.self)) }
    if let known = shared[range.offset], known.count == range.count { return known }
    let bytes = Array(range.scalars(of: UInt8.self))
    shared[range.offset] = bytes
    return bytes
  }

  /// The table with everything that is in the schema.
  mutating func read(_ record: Record) -> EditableTable {
    var table = EditableTable(type: record.type)
    let placesOfData = Self.placesOfData(record.type)
    for id in table.values.indices where !placesOfData.contains(id) {
      let field = table.field(id)
      guard record.has(field) else { continue }
      table.values[id] = value(field, of: record)
      // Without the member, its type has no meaning.
      if field.raw.kind == CFB_UNION, table.values[id] == nil { table.values[id - 1] = nil }
    }
    if !placesOfData.isEmpty, let data = record.dataOutsideTables {
      table.outside = .source(data.bytes)
    }
    let numbers = record.unknownFields
    if let first = numbers.first {
      let place = placeText
      let more = numbers.count > 1 ? " and \(numbers.count - 1) more" : ""
      unknown.append("\(place)\(place.isEmpty ? "" : " ")field \(first)\(more)")
    }
    return table
  }

  /// The fields with the location of data outside the tables, which is decided anew.
  static func placesOfData(_ type: Int32) -> Range<Int> {
    if buffer.contains(type) { return Int(Buffer.Field.offset.rawValue)..<3 }
    guard op.contains(type) else { return 0..<0 }
    let first = Int(Operator.Field.largeCustomOptionsOffset.rawValue)
    return first..<first + 2
  }

  private mutating func value(_ field: RecordField, of record: Record) -> EditableValue? {
    let table = record.table
    let size = field.raw.scalar.byteCount
    switch field.raw.kind {
    case CFB_SCALAR, CFB_UNION_TYPE: return .scalar(table.bits(field.id, size: size))
    case CFB_SCALAR_VECTOR where field.raw.scalar == CFB_UINT8:
      return table.bytes(field.id).map { .data(.source($0)) }
    case CFB_SCALAR_VECTOR:
      return table.elements(field.id, size: size).map { .numbers(bytes(of: $0), size: size) }
    default: break
    }
    switch record.value(field) {
    case .text(let text): return .text(bytes(of: text.bytes))
    case .texts(let texts): return .texts(texts.map { bytes(of: $0.bytes) })
    case .record(let child): return member(child, field, of: record)
    case .records(let children):
      var tables: [EditableTable] = []
      tables.reserveCapacity(children.count)
      for (i, child) in children.enumerated() {
        path.append((field, i))
        tables.append(read(child))
        path.removeLast()
      }
      return .tables(tables)
    default: return nil
    }
  }

  /// A table or a union's member; nil for one that is not in the schema.
  private mutating func member(
    _ child: Record, _ field: RecordField, of record: Record
  ) -> EditableValue? {
    path.append((field, nil))
    defer { path.removeLast() }
    guard child.type < 0 else { return .table(read(child)) }
    let type = FieldID(rawValue: field.raw.id - 1)
    let code = Int64(record.table.uint8(type, default: 0))
    unknown.append("\(placeText) \(field.enumeration?.name(of: code) ?? "")")
    return nil
  }

  private var placeText: String {
    path.map { step in step.element.map { "\(step.field.name)[\($0)]" } ?? step.field.name }
      .joined(separator: ".")
  }
}

extension Table {
  /// A number of any type, from its little-endian bytes; 0 if the field is missing.
  fileprivate func bits(_ id: FieldID, size: Int) -> UInt64 {
    switch size {
    case 1: UInt64(uint8(id, default: 0))
    case 2: UInt64(uint16(id, default: 0))
    case 4: UInt64(uint32(id, default: 0))
    default: uint64(id, default: 0)
    }
  }
}
