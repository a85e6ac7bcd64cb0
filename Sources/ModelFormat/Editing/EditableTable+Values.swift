internal import CFlatBuffers

// Fields as Swift values. Each precondition is the subscript's: the schema has the field, of this
// kind.
extension EditableTable {
  /// A table of the schema without fields.
  ///
  /// Precondition: the schema has a table of this name.
  public init(_ typeName: String) {
    guard let type = (0..<cfb_table_count()).first(where: { typeName == Self.name(of: $0) }) else {
      preconditionFailure("the schema has no table '\(typeName)'")
    }
    self.init(type: type)
  }

  private static func name(of type: Int32) -> String { String(cString: cfb_table_name(type)) }

  /// A whole number, or the schema's default where the table leaves it out.
  public func integer(_ name: String) -> Int64 {
    let field = self.declaration(name)
    guard case .scalar(let bits)? = self[name] else {
      switch field.defaultValue {
      case .integer(let value)?: return value
      case .bool(let value)?: return value ? 1 : 0
      default: return 0
      }
    }
    switch field.raw.scalar {
    case CFB_INT8: return Int64(Int8(truncatingIfNeeded: bits))
    case CFB_INT16: return Int64(Int16(truncatingIfNeeded: bits))
    case CFB_INT32: return Int64(Int32(truncatingIfNeeded: bits))
    default: return Int64(bitPattern: bits)
    }
  }

  /// Sets a whole number; the schema's default is left out, as writers do.
  public mutating func set(_ name: String, _ value: Int64) {
    let field = declaration(name)
    let isDefault: Bool
    switch field.defaultValue {
    case .integer(let fallback)?: isDefault = value == fallback
    case .bool(let fallback)?: isDefault = value == (fallback ? 1 : 0)
    default: isDefault = false
    }
    let bits = UInt64(bitPattern: value)
    let size = field.raw.scalar.byteCount
    self[name] = isDefault ? nil : .scalar(size < 8 ? bits & (1 << (8 * UInt64(size)) - 1) : bits)
  }

  /// The numbers of a vector, other than of bytes; none where it is left out.
  public func numbers<Element: StoredScalar>(_ name: String, of type: Element.Type) -> [Element] {
    guard case .numbers(let bytes, let size)? = self[name], size == MemoryLayout<Element>.size
    else { return [] }
    return bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / size).map {
        Element(stored: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Element.self))
      }
    }
  }

  /// Sets the numbers of a vector, other than of bytes.
  public mutating func set<Element: StoredScalar>(_ name: String, _ numbers: [Element]) {
    // What turns stored bytes into a value turns it back.
    let stored = numbers.map(Element.init(stored:))
    self[name] = .numbers(
      stored.withUnsafeBytes { Array($0) }, size: MemoryLayout<Element>.size)
  }

  /// Sets a text.
  public mutating func set(_ name: String, text: String) { self[name] = .text(Array(text.utf8)) }

  /// A table that hangs on this one; nil where it is left out.
  public func table(_ name: String) -> EditableTable? {
    if case .table(let table)? = self[name] { table } else { nil }
  }

  /// Sets the member of a union, by the field's name and the member's.
  ///
  /// Precondition: the schema has the union and the member.
  public mutating func set(_ name: String, member: EditableTable) {
    let union = declaration(name).enumeration
    let code = union?.values.first { union?.knownName(of: $0) == member.typeName }
    guard let code else {
      preconditionFailure("'\(member.typeName)' is no member of '\(name)'")
    }
    self["\(name)_type"] = .scalar(UInt64(bitPattern: code))
    self[name] = .table(member)
  }

  private func declaration(_ name: String) -> RecordField { field(id(of: name)) }
}
