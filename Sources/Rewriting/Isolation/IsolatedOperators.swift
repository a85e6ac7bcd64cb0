public import ModelFormat

/// A model in which operators of another model run alone.
///
/// Each operator reads inputs of its own, which are inputs of the model, and all its outputs are outputs of the model. So
/// one run of the model runs each operator on whatever its inputs were set to, and no error travels. Constants, options
/// and quantization parameters stay.
public struct IsolatedOperators: Sendable {
  /// An input of the model: a tensor that one operator reads.
  public struct Input: Sendable, Equatable {
    /// The index of the operator in the first subgraph of the original model.
    public let op: Int
    /// The tensor that it reads there.
    public let original: TensorIndex
    /// The tensor in the new model that only this operator reads.
    public let own: TensorIndex
  }

  /// The new model; its only subgraph has the tensors of the original under the same indices, then the inputs.
  public let model: Model
  /// The inputs, in the order of the operators; an operator that reads a tensor twice has one input for it.
  public let inputs: [Input]

  /// Isolates operators of the first subgraph.
  ///
  /// Precondition: the subgraph exists, the operators are among its operators, and `obstacle` is nil for each.
  ///
  /// - Parameter operators: the indices of the operators, each once.
  /// - Throws: if the model has fields that are newer than the schema, or cannot be written.
  public init(_ source: ModelFile, operators: [Int]) throws(Diagnostic) {
    var edited = try EditableModel(source)
    let original = Model(file: source).subgraphs[0]
    var subgraph = (edited.root.subgraphs ?? [])[0]
    var tensors = subgraph.tensors ?? []
    let all = subgraph.operators ?? []

    var inputs: [Input] = []
    var isolated: [Editable<Operator>] = []
    for index in operators {
      var own: [TensorIndex: TensorIndex] = [:]
      for tensor in original.operators[index].inputs {
        guard !tensor.isAbsent, own[tensor] == nil, !original.tensors[tensor.position].isConstant
        else { continue }
        var table = tensors[tensor.position]
        table.name = (table.name ?? []) + Array(" for operator \(index)".utf8)
        let new = TensorIndex(rawValue: Int32(tensors.count))
        tensors.append(table)
        own[tensor] = new
        inputs.append(Input(op: index, original: tensor, own: new))
      }
      var op = all[index]
      op.inputs = op.inputs?.map { own[$0] ?? $0 }
      isolated.append(op)
    }
    subgraph.tensors = tensors
    subgraph.operators = isolated
    subgraph.inputs = inputs.map(\.own)
    subgraph.outputs = operators.flatMap { Array(original.operators[$0].outputs) }
      .filter { !$0.isAbsent }
    edited.root.subgraphs = [subgraph]
    // These refer to the inputs, outputs and operators of the original.
    edited.root.signatureDefs = nil
    edited.root.metadata = nil
    edited.root.metadataBuffer = nil
    model = Model(file: try ModelWriter(edited).opened())
    self.inputs = inputs
  }
}
