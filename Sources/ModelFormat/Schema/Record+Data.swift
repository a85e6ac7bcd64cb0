extension Record {
  /// Data that the table keeps behind the tables, under the name of the field that would hold it
  /// inside; nil where there is none.
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
