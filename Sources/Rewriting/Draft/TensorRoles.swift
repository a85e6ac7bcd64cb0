internal import ModelFormat

/// The roles of a subgraph's tensors besides being inputs and outputs of its operators.
struct TensorRoles: Sendable {
  /// True if an operator of the model runs the subgraph, and so shares its inputs and outputs.
  let isCalled: Bool
  private let inputs: Set<TensorIndex>
  private let givenBack: Set<TensorIndex>
  private let outputs: Set<TensorIndex>
  private let intermediates: Set<TensorIndex>
  private let writtenTwice: Set<TensorIndex>

  /// The roles in every subgraph of a model, by the subgraph's position.
  ///
  /// Cost: one pass over the operators.
  static func of(_ model: Model) -> [TensorRoles] {
    let subgraphs = model.subgraphs
    let called = Set(subgraphs.flatMap { $0.operators.flatMap(\.calledSubgraphs) })
    var inputs = subgraphs.map { Set($0.inputs) }
    var outputs = subgraphs.map { Set($0.outputs) }
    for signature in model.signatures {
      let subgraph = Int(signature.subgraphIndex)
      guard inputs.indices.contains(subgraph) else { continue }
      for named in signature.inputs { inputs[subgraph].insert(named.index) }
      for named in signature.outputs { outputs[subgraph].insert(named.index) }
    }
    return subgraphs.map { subgraph in
      TensorRoles(
        subgraph, isCalled: called.contains(subgraph.index), inputs: inputs[subgraph.index],
        outputs: outputs[subgraph.index])
    }
  }

  private init(
    _ subgraph: Subgraph, isCalled: Bool, inputs: Set<TensorIndex>, outputs: Set<TensorIndex>
  ) {
    (self.isCalled, self.inputs, self.outputs) = (isCalled, inputs, outputs)
    givenBack = Set(subgraph.outputs)
    var written: Set<TensorIndex> = []
    var twice: Set<TensorIndex> = []
    var intermediates: Set<TensorIndex> = []
    for op in subgraph.operators {
      for output in op.outputs where !written.insert(output).inserted { twice.insert(output) }
      intermediates.formUnion(op.intermediates)
    }
    (writtenTwice, self.intermediates) = (twice, intermediates)
  }

  /// A tensor that a caller passes.
  func isInput(_ tensor: TensorIndex) -> Bool { inputs.contains(tensor) }

  /// A tensor that a caller gets.
  func isOutput(_ tensor: TensorIndex) -> Bool { outputs.contains(tensor) }

  /// A tensor that the subgraph itself lists as an output.
  func isGivenBack(_ tensor: TensorIndex) -> Bool { givenBack.contains(tensor) }

  /// A tensor that a caller passes or gets.
  func isInterface(_ tensor: TensorIndex) -> Bool { isInput(tensor) || isOutput(tensor) }

  /// A tensor with the quantization of values inside an operator.
  func isIntermediate(_ tensor: TensorIndex) -> Bool { intermediates.contains(tensor) }

  /// A tensor that two operators write, or one twice.
  func isWrittenTwice(_ tensor: TensorIndex) -> Bool { writtenTwice.contains(tensor) }
}
