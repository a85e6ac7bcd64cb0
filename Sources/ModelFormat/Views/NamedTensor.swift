/// A name for a tensor of a subgraph.
///
/// Schema: table `TensorMap`.
public struct NamedTensor: TableView {
  let table: Table
  init(table: Table) { self.table = table }

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case name, tensorIndex
  }

  /// The name that a caller uses.
  public var name: RawText? { table.text(Field.name) }

  /// The position of the tensor in the signature's subgraph.
  public var tensorIndex: UInt32 { table.uint32(Field.tensorIndex, default: 0) }
}
