/// One graph of a model: tensors, and operators in the order in which they run.
///
/// Schema: table `SubGraph`.
public struct Subgraph: Sendable {
  let table: Table
  /// The position in `Model.subgraphs`.
  public let index: Int

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case tensors, inputs, outputs, operators, name, debugMetadataIndex
  }

  /// The model that the subgraph belongs to.
  public var model: Model { Model(file: table.file) }

  /// The subgraph's name; nil if it has none.
  public var name: RawText? { table.text(Field.name) }

  /// Every value that the operators read or write.
  public var tensors: Views<Tensor> {
    Views(table.tables(Field.tensors)) { table, index in
      Tensor(table: table, index: TensorIndex(rawValue: Int32(index)))
    }
  }

  /// The operators, in the order in which they run.
  public var operators: Views<Operator> {
    Views(table.tables(Field.operators)) { table, index in Operator(table: table, index: index) }
  }

  /// The input tensors of a run.
  public var inputs: TensorIndices { TensorIndices(table.scalars(Field.inputs)) }

  /// The output tensors of a run.
  public var outputs: TensorIndices { TensorIndices(table.scalars(Field.outputs)) }
}
