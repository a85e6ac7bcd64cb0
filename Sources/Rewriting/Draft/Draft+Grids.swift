internal import ModelFacts
internal import ModelFormat
internal import QuantMath

// The quantization of tensors at this moment of a pass, and copies of tensors that others read too.
extension Draft {
  /// The one scale and zero point of a tensor of INT8, UINT8 or INT16 codes; nil for any other tensor.
  func grid(of tensor: TensorIndex, in subgraph: Int) -> Grid? {
    guard let table = table(of: tensor, in: subgraph),
      let codes = table.type.codes, codes.count <= CodeRange.int16.count,
      let quantization = table.quantization, quantization.details == nil
    else { return nil }
    let grid = Grid(
      scales: quantization.scale ?? [], zeroPoints: quantization.zeroPoint ?? [], codes: codes)
    return grid.granularity == .perTensor ? grid : nil
  }

  /// The scales of a tensor; empty if it has none, or stores them in other tensors.
  func scales(of tensor: TensorIndex, in subgraph: Int) -> [Float] {
    guard let quantization = table(of: tensor, in: subgraph)?.quantization,
      quantization.details == nil
    else { return [] }
    return quantization.scale ?? []
  }

  /// Replaces the scales of a tensor by as many new ones.
  mutating func setScales(of tensor: TensorIndex, to scales: [Float], in subgraph: Int) {
    guard table(of: tensor, in: subgraph) != nil else { return }
    subgraphs[subgraph].tensors[tensor.position].quantization?.scale = scales
  }

  /// The input of an operator at a position; nil if there is none.
  func input(_ position: Int, of op: Int, in subgraph: Int) -> TensorIndex? {
    let inputs = subgraphs[subgraph].operators[op].inputs ?? []
    guard inputs.indices.contains(position), !inputs[position].isAbsent else { return nil }
    return inputs[position]
  }

  /// An input that only this operator reads: its input at this position, or a copy that replaces it.
  mutating func ownInput(_ position: Int, of op: Int, in subgraph: Int) -> TensorIndex? {
    guard let tensor = input(position, of: op, in: subgraph) else { return nil }
    let graph = subgraphs[subgraph].graph
    let isNew = tensor.position >= graph.subgraph.tensors.count
    let isOwn = isNew || graph.readCount(of: tensor) < 2
    guard !isOwn || subgraphs[subgraph].roles.isInterface(tensor) else { return tensor }
    let copy = subgraphs[subgraph].append(subgraphs[subgraph].tensors[tensor.position])
    subgraphs[subgraph].operators[op].inputs?[position] = copy
    return copy
  }

  private func table(of tensor: TensorIndex, in subgraph: Int) -> Editable<Tensor>? {
    let tensors = subgraphs[subgraph].tensors
    return tensors.indices.contains(tensor.position) ? tensors[tensor.position] : nil
  }
}
