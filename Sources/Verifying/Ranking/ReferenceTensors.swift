internal import ModelFacts
internal import ModelFormat

/// The tensors of the first model that hold what tensors of the second model should hold.
///
/// They have the same name or role. QUANTIZE and DEQUANTIZE change how numbers are stored and not which, so what one of
/// them writes has the counterpart of what it reads, and the other way around.
struct ReferenceTensors {
  private let tensors: Views<Tensor>
  private var references: [TensorIndex: Tensor] = [:]

  init(_ pairing: ModelPairing, graph: GraphIndex) {
    tensors = graph.subgraph.tensors
    for pair in pairing.inputs { references[pair.b.index] = pair.a }
    for pair in pairing.tensors where references[pair.b.index] == nil {
      references[pair.b.index] = pair.a
    }
    let conversions = graph.subgraph.operators.filter {
      [.quantize, .dequantize].contains($0.builtin) && $0.inputs.count == 1 && $0.outputs.count == 1
    }
    for op in conversions { share(from: op.inputs[0], to: op.outputs[0]) }
    for op in conversions.reversed() { share(from: op.outputs[0], to: op.inputs[0]) }
  }

  /// The tensor of the first model; nil if there is none, or if one of both has elements that cannot be compared.
  func counterpart(of tensor: TensorIndex) -> (a: Tensor, b: Tensor, grids: TensorGrid.Pair)? {
    guard !tensor.isAbsent, let a = references[tensor] else { return nil }
    let b = tensors[tensor.position]
    guard a.shape == b.shape, let gridA = TensorGrid(a), let gridB = TensorGrid(b) else {
      return nil
    }
    return (a, b, (gridA, gridB))
  }

  private mutating func share(from one: TensorIndex, to other: TensorIndex) {
    guard !one.isAbsent, !other.isAbsent, references[other] == nil else { return }
    guard !tensors[other.position].isConstant else { return }
    references[other] = references[one]
  }
}
