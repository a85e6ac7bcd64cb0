/// A buffer with a name, for tools that know the name.
///
/// Schema: table `Metadata`.
public struct Metadata: TableView {
  let table: Table
  init(table: Table) { self.table = table }

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case name, buffer
  }

  /// What the buffer holds, by name: `min_runtime_version`, `TFLITE_METADATA`.
  public var name: RawText? { table.text(Field.name) }

  /// The buffer with the data.
  public var buffer: BufferIndex { BufferIndex(rawValue: table.uint32(Field.buffer, default: 0)) }
}

/// Data in another file.
///
/// Schema: table `ExternalBuffer`.
public struct ExternalBuffer: TableView {
  let table: Table
  init(table: Table) { self.table = table }

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case id, group, offset, length, packing
  }

  /// The number by which tensors refer to it.
  public var id: UInt32 { table.uint32(Field.id, default: 0) }

  /// The position of its file in the model's groups.
  public var group: UInt32 { table.uint32(Field.group, default: 0) }
}
