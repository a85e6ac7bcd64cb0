internal import CFlatBuffers

/// The number of a field in its table, if no view has a name for it.
struct FieldID: RawRepresentable, Sendable {
  let rawValue: UInt16
}

/// A table inside a verified file; reading a field of it cannot leave the file.
///
/// For reading, this is the only type that calls C. A field that the table leaves out reads as its default.
struct Table: Sendable {
  let file: ModelFile
  let offset: UInt64

  private var raw: cfb_table {
    cfb_table(bytes: file.start, count: file.end, at: offset)
  }

  /// The root of the file's tables.
  static func root(of file: ModelFile) -> Table { Table(file: file, offset: file.root) }

  /// A table without fields, at the file's end: every field reads as its default.
  static func empty(in file: ModelFile) -> Table { Table(file: file, offset: file.end) }

  func has(_ id: some RawRepresentable<UInt16>) -> Bool { cfb_has(raw, id.rawValue) }

  /// The number of fields that the table has room for; more than the schema has if the file is newer.
  var slotCount: UInt16 { cfb_slot_count(raw) }

  /// Where the list of the table's fields is; tables may share one.
  var vtable: UInt64 { cfb_vtable(raw) }

  func bool(_ id: some RawRepresentable<UInt16>, default value: Bool) -> Bool {
    uint8(id, default: value ? 1 : 0) != 0
  }
  func int8(_ id: some RawRepresentable<UInt16>, default value: Int8) -> Int8 {
    Int8(bitPattern: uint8(id, default: UInt8(bitPattern: value)))
  }
  func uint8(_ id: some RawRepresentable<UInt16>, default value: UInt8) -> UInt8 {
    cfb_scalar8(raw, id.rawValue, value)
  }
  func int16(_ id: some RawRepresentable<UInt16>, default value: Int16) -> Int16 {
    Int16(bitPattern: uint16(id, default: UInt16(bitPattern: value)))
  }
  func uint16(_ id: some RawRepresentable<UInt16>, default value: UInt16) -> UInt16 {
    cfb_scalar16(raw, id.rawValue, value)
  }
  func int32(_ id: some RawRepresentable<UInt16>, default value: Int32) -> Int32 {
    Int32(bitPattern: uint32(id, default: UInt32(bitPattern: value)))
  }
  func uint32(_ id: some RawRepresentable<UInt16>, default value: UInt32) -> UInt32 {
    cfb_scalar32(raw, id.rawValue, value)
  }
  func int64(_ id: some RawRepresentable<UInt16>, default value: Int64) -> Int64 {
    Int64(bitPattern: uint64(id, default: UInt64(bitPattern: value)))
  }
  func uint64(_ id: some RawRepresentable<UInt16>, default value: UInt64) -> UInt64 {
    cfb_scalar64(raw, id.rawValue, value)
  }
  func float32(_ id: some RawRepresentable<UInt16>, default value: Float) -> Float {
    Float(bitPattern: uint32(id, default: value.bitPattern))
  }
  func float64(_ id: some RawRepresentable<UInt16>, default value: Double) -> Double {
    Double(bitPattern: uint64(id, default: value.bitPattern))
  }

  /// A table, or a union's value; nil if the field is left out.
  func child(_ id: some RawRepresentable<UInt16>) -> Table? {
    var child = cfb_table()
    return cfb_child(raw, id.rawValue, &child) ? Table(file: file, offset: child.at) : nil
  }

  /// A string; nil if the field is left out.
  func text(_ id: some RawRepresentable<UInt16>) -> RawText? {
    let vector = cfb_elements(raw, id.rawValue, 1)
    return vector.found ? RawText(bytes: range(vector)) : nil
  }

  /// A vector of bytes; nil if the field is left out.
  func bytes(_ id: some RawRepresentable<UInt16>) -> ByteRange? {
    let vector = cfb_elements(raw, id.rawValue, 1)
    return vector.found ? range(vector) : nil
  }

  /// The bytes of a vector whose elements take `size` bytes each; nil if the field is left out.
  func elements(_ id: some RawRepresentable<UInt16>, size: Int) -> ByteRange? {
    let vector = cfb_elements(raw, id.rawValue, UInt32(size))
    return vector.found
      ? ByteRange(file: file, offset: Int(vector.at), count: Int(vector.count) * size) : nil
  }

  /// A vector of scalars; nil if the field is left out.
  func scalars<Element>(_ id: some RawRepresentable<UInt16>, of type: Element.Type = Element.self)
    -> Scalars<Element>?
  {
    let vector = cfb_elements(raw, id.rawValue, UInt32(MemoryLayout<Element>.size))
    return vector.found
      ? Scalars(file: file, offset: Int(vector.at), count: Int(vector.count)) : nil
  }

  /// A vector of tables; nil if the field is left out.
  func tables(_ id: some RawRepresentable<UInt16>) -> TableElements? {
    let vector = cfb_elements(raw, id.rawValue, 4)
    return vector.found
      ? TableElements(holder: self, offset: vector.at, count: Int(vector.count)) : nil
  }

  /// Element `index` of a vector that this table holds.
  func element(_ index: Int, of vector: TableElements) -> Table {
    let raw = cfb_vector(found: true, at: vector.offset, count: UInt32(vector.count))
    return Table(file: file, offset: cfb_table_element(self.raw, raw, UInt32(index)).at)
  }

  /// A vector of strings; nil if the field is left out.
  func texts(_ id: some RawRepresentable<UInt16>) -> [RawText]? {
    let vector = cfb_elements(raw, id.rawValue, 4)
    guard vector.found else { return nil }
    return (0..<vector.count).map { RawText(bytes: range(cfb_string_element(raw, vector, $0))) }
  }

  private func range(_ vector: cfb_vector) -> ByteRange {
    ByteRange(file: file, offset: Int(vector.at), count: Int(vector.count))
  }
}
