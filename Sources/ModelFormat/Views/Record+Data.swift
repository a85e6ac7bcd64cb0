extension Record {
  /// Data outside the tables, under the name of the field that would hold it
  /// inside; nil if there is none.
  public var dataOutsideTables: (name: String, bytes: ByteRange)? {
    switch typeName {
    case "Buffer":
      let buffer = Buffer(table: table)
      guard buffer.isOutsideTables, let contents = buffer.contents else { return nil }
      return ("data", contents)
    case "Operator":
      let id = Operator.Field.customOptions
      guard let range = Operator.largeCustomOptions(of: table) else { return nil }
      let bytes = ByteRange(file: table.file, offset: Int(range.offset), count: Int(range.size))
      return (table.has(id) ? "large_custom_options" : "custom_options", bytes)
    default: return nil
    }
  }
}

extension Record {
  /// True for the fields that a dump shows: those that are stored and not at their default.
  ///
  /// The location of data is not shown, but the data itself, so that two files with the same model look the
  /// same.
  public func isShown(_ field: RecordField) -> Bool {
    guard isStoredAndNotDefault(field) else { return false }
    switch (typeName, field.name) {
    case ("Buffer", "offset"), ("Buffer", "size"):
      let buffer = Buffer(table: table)
      return buffer.outside == nil && buffer.storedOffset > 1
    case ("Buffer", "data"): return Buffer(table: table).outside == nil
    case ("Operator", "large_custom_options_offset"), ("Operator", "large_custom_options_size"):
      return false
    default: return true
    }
  }
}
