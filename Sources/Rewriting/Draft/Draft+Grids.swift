internal import ModelFacts
internal import ModelFormat
internal import QuantMath

// What tensors are quantized by at this moment of a pass, and copies where others read them too.
extension Draft {
  /// The one scale and zero point of a tensor of 8-bit codes; nil for any other tensor.
  func grid(of tensor: TensorIndex, in subgraph: Int) -> Grid? {
    guard let table = table(of: tensor, in: subgraph),
      let codes = ElementType(rawValue: Int8(truncatingIfNeeded: table.integer("type"))).codes,
      codes.count == CodeRange.int8.count, let quantization = table.table("quantization"),
      quantization["details"] == nil
    else { return nil }
    let grid = Grid(
      scales: quantization.numbers("scale", of: Float.self),
      zeroPoints: quantization.numbers("zero_point", of: Int64.self), codes: codes)
    return grid.granularity == .perTensor ? grid : nil
  }

  /// The scales of a tensor; none where it has none, or keeps them in other tensors.
  func scales(of tensor: TensorIndex, in subgraph: Int) -> [Float] {
    guard let quantization = table(of: tensor, in: subgraph)?.table("quantization"),
      quantization["details"] == nil
    else { return [] }
    return quantization.numbers("scale", of: Float.self)
  }

  /// Gives a tensor other scales, as many as it has.
  mutating func setScales(of tensor: TensorIndex, to scales: [Float], in subgraph: Int) {
    guard var quantization = table(of: tensor, in: subgraph)?.table("quantization") else { return }
    quantization.set("scale", scales)
    subgraphs[subgraph].tensors[tensor.position]["quantization"] = .table(quantization)
  }

  /// The tensor that an operator reads at a position; nil where it reads none there.
  func input(_ position: Int, of op: Int, in subgraph: Int) -> TensorIndex? {
    let inputs = subgraphs[subgraph].operators[op].indices("inputs")
    guard inputs.indices.contains(position), !inputs[position].isAbsent else { return nil }
    return inputs[position]
  }

  /// A tensor that this operator alone reads at this position: the one that it reads, or a copy of
  /// it that it reads from now on.
  mutating func ownInput(_ position: Int, of op: Int, in subgraph: Int) -> TensorIndex? {
    guard let tensor = input(position, of: op, in: subgraph) else { return nil }
    let graph = subgraphs[subgraph].graph
    let isNew = tensor.position >= graph.subgraph.tensors.count
    let isOwn = isNew || graph.readCount(of: tensor) < 2
    guard !isOwn || subgraphs[subgraph].roles.isInterface(tensor) else { return tensor }
    let copy = subgraphs[subgraph].append(subgraphs[subgraph].tensors[tensor.position])
    var inputs = subgraphs[subgraph].operators[op].indices("inputs")
    inputs[position] = copy
    subgraphs[subgraph].operators[op].set("inputs", inputs.map(\.rawValue))
    return copy
  }

  private func table(of tensor: TensorIndex, in subgraph: Int) -> EditableTable? {
    let tensors = subgraphs[subgraph].tensors
    return tensors.indices.contains(tensor.position) ? tensors[tensor.position] : nil
  }
}
