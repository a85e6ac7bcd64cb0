internal import CFlatBuffers

// Fields as Swift values, by their numbers. Precondition of each: the schema has such a field, of this kind.
extension EditableTable {
  /// A whole number, or the schema's default if the table leaves it out.
  func number<Number: FixedWidthInteger>(_ id: Int, as: Number.Type = Number.self) -> Number {
    if case .scalar(let bits)? = values[id] { return Number(truncatingIfNeeded: bits) }
    return Number(truncatingIfNeeded: field(id).raw.default_integer)
  }

  /// Sets a whole number; the schema's default is left out, as writers do.
  mutating func setNumber<Number: FixedWidthInteger>(_ id: Int, _ number: Number) {
    let isDefault = number == Number(truncatingIfNeeded: field(id).raw.default_integer)
    // The file's bytes, with zeros above.
    let bits = UInt64(truncatingIfNeeded: Number.Magnitude(truncatingIfNeeded: number))
    values[id] = isDefault ? nil : .scalar(bits)
  }

  /// The numbers of a vector, other than of bytes; nil if it is left out.
  func numbers<Element: StoredScalar>(_ id: Int) -> [Element]? {
    guard case .numbers(let bytes, let size)? = values[id], size == MemoryLayout<Element>.size
    else { return nil }
    return bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / size).map {
        Element(stored: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Element.self))
      }
    }
  }

  /// Sets the numbers of a vector, other than of bytes.
  mutating func setNumbers<Element: StoredScalar>(_ id: Int, _ numbers: [Element]?) {
    // What turns stored bytes into a value turns it back.
    let stored = numbers?.map(Element.init(stored:))
    values[id] = stored.map { stored in
      .numbers(stored.withUnsafeBytes { Array($0) }, size: MemoryLayout<Element>.size)
    }
  }

  /// A table that this one refers to; nil if it is left out.
  func table(_ id: Int) -> EditableTable? {
    if case .table(let table)? = values[id] { table } else { nil }
  }

  /// The tables of a vector; nil if it is left out.
  func tables(_ id: Int) -> [EditableTable]? {
    if case .tables(let tables)? = values[id] { tables } else { nil }
  }

  /// Sets the member of a union, and the field before it, which says which it is.
  ///
  /// Precondition: the union has such a member.
  mutating func setMember(_ id: Int, _ member: EditableTable?) {
    values[id] = member.map(EditableValue.table)
    guard let member else {
      values[id - 1] = nil
      return
    }
    let union = field(id).raw.enumeration
    let codes = SchemaEnum(index: union).values
    guard let code = codes.first(where: { cfb_union_table(union, $0) == member.type }) else {
      preconditionFailure("'\(member.typeName)' is no member of '\(field(id).name)'")
    }
    values[id - 1] = .scalar(UInt64(bitPattern: code))
  }
}
