internal import ModelFacts
internal import ModelFormat

/// A model before and after a pass, and the parts that correspond.
struct ModelPair {
  let before: Model
  /// The subgraphs of both models.
  let (old, new): ([GraphIndex], [GraphIndex])
  /// Where tensors of the old model are in the new one.
  private let moves: TensorMoves

  /// Pairs the model before a pass, from its draft, with the resulting model.
  init(_ draft: Draft, after: Model, moves: TensorMoves) {
    before = draft.model
    old = draft.subgraphs.map(\.graph)
    new = after.subgraphs.map(GraphIndex.init)
    self.moves = moves
  }

  /// Where a tensor of the old model is in the new one; nil if it is gone.
  func place(of tensor: TensorIndex, in subgraph: Int) -> TensorIndex? {
    guard !tensor.isAbsent, moves[subgraph].indices.contains(tensor.position) else { return nil }
    return moves[subgraph][tensor.position].map { TensorIndex(rawValue: Int32($0)) }
  }

  /// The operator of the new model that writes the same tensor as an operator of the old one; nil if there is
  /// none of the same kind.
  ///
  /// A QUANTIZE between the two 8-bit types, at an output that keeps its type, is skipped.
  func counterpart(of op: Operator, in subgraph: Int) -> Operator? {
    guard let output = op.outputs.first, let place = place(of: output, in: subgraph),
      let producer = new[subgraph].producer(of: place)
    else { return nil }
    if producer.builtin == op.builtin, op.builtin != .quantize { return producer }
    if producer.builtin == .quantize, let source = producer.inputs.first, op.builtin != .quantize,
      let before = new[subgraph].producer(of: source), before.builtin == op.builtin
    {
      return before
    }
    return producer.builtin == op.builtin ? producer : nil
  }

  /// True if an operator of the new model computes the same from the same inputs as one of the old model:
  /// options, and the scales and types of all inputs, are unchanged.
  func readsTheSame(_ op: Operator, in subgraph: Int) -> Bool {
    guard let other = counterpart(of: op, in: subgraph), op.hasSameMeaning(as: other),
      op.inputs.count == other.inputs.count
    else { return false }
    return zip(op.inputs, other.inputs).allSatisfy { was, now in
      guard place(of: was, in: subgraph) == now, !now.isAbsent else { return was.isAbsent }
      let before = QuantizedTensor(old[subgraph].subgraph.tensors[was.position])
      let after = QuantizedTensor(new[subgraph].subgraph.tensors[now.position])
      return before.type == after.type && before.grid == after.grid
    }
  }
}
