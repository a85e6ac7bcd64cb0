/// The data of constants.
///
/// Schema: table `Buffer`.
public struct Buffer: TableView {
  let table: Table
  init(table: Table) { self.table = table }

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case data, offset, size
  }

  /// The data, wherever it lies; nil if the buffer has none.
  public var contents: ByteRange? {
    if let inside = table.bytes(Field.data), inside.count > 0 { return inside }
    guard let outside else { return table.bytes(Field.data) }
    return ByteRange(file: table.file, offset: Int(outside.offset), count: Int(outside.size))
  }

  /// True if the data lies outside the tables, as in files over 2 GiB.
  public var isOutsideTables: Bool { outside != nil }

  /// Where data outside the tables lies; nil if the data is inside or there is none.
  ///
  /// Offsets 0 and 1 mean "none": a writer puts 1 there before it knows the place.
  var outside: (offset: UInt64, size: UInt64)? {
    guard storedOffset > 1, table.bytes(Field.data)?.count ?? 0 == 0 else { return nil }
    return (storedOffset, table.uint64(Field.size, default: 0))
  }

  /// The offset as the file has it, whether it is the place of the data or not.
  var storedOffset: UInt64 { table.uint64(Field.offset, default: 0) }
}
