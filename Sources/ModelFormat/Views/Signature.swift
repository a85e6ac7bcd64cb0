/// A named entry point of a model.
///
/// Schema: table `SignatureDef`.
public struct Signature: TableView {
  let table: Table
  init(table: Table) { self.table = table }

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case inputs, outputs, signatureKey, deprecatedTag, subgraphIndex
  }

  /// The name by which a caller asks for the entry point.
  public var key: RawText? { table.text(Field.signatureKey) }

  /// The subgraph that it runs.
  public var subgraphIndex: UInt32 { table.uint32(Field.subgraphIndex, default: 0) }

  /// Its inputs.
  public var inputs: Views<NamedTensor> { Views(table.tables(Field.inputs)) }

  /// Its outputs.
  public var outputs: Views<NamedTensor> { Views(table.tables(Field.outputs)) }
}

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

  /// The same as an index; from 2^31 on, numbers become negative ones, which no tensor has.
  public var index: TensorIndex { TensorIndex(rawValue: Int32(truncatingIfNeeded: tensorIndex)) }
}
