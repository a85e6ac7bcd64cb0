internal import CFlatBuffers

// Fields by their names, for the operators of `HardSwishSplit`.
extension EditableTable {
  /// Sets a whole number by the field's name.
  package mutating func set(_ name: String, _ value: Int64) {
    let size = field(id(of: name)).raw.scalar.byteCount
    let bits = UInt64(bitPattern: value) & (.max >> (64 - 8 * UInt64(size)))
    let isDefault = value == field(id(of: name)).raw.default_integer
    values[id(of: name)] = isDefault ? nil : .scalar(bits)
  }

  /// Sets the numbers of a vector by the field's name.
  package mutating func set<Element: StoredScalar>(_ name: String, _ numbers: [Element]) {
    setNumbers(id(of: name), numbers)
  }

  private func id(of name: String) -> Int {
    let id = values.indices.first { field($0).name == name }
    guard let id else {
      preconditionFailure("the schema has no field '\(name)' in '\(typeName)'")
    }
    return id
  }
}
