internal import ModelFacts
internal import ModelFormat

/// Writes biases with new numbers or scales into a draft.
struct BiasWriter {
  /// Where an operator reads its bias.
  struct Use {
    let op: Operator
    let input: Int
  }

  /// Identifies equal copies of one bias.
  private struct Copy: Hashable {
    let subgraph: Int
    let bias: TensorIndex
    let scales: [Float]
    let bytes: [UInt8]

    // There may be many bytes, and the other fields distinguish nearly all copies; arrays that share storage
    // compare equal at once.
    func hash(into hasher: inout Hasher) {
      hasher.combine(subgraph)
      hasher.combine(bias)
      hasher.combine(scales.count)
      hasher.combine(scales.first)
    }
  }

  private var copies: [Copy: TensorIndex] = [:]

  /// Replaces the numbers of a bias, in a copy if something else reads it too.
  ///
  /// A bias without a scale is read with that of its operator, and gets none.
  mutating func write(
    _ bytes: [UInt8], as bias: Tensor, _ use: Use, scales: [Float], in draft: inout Draft,
    subgraph: Int
  ) {
    let graph = draft.subgraphs[subgraph].graph
    let isShared =
      graph.consumers(of: bias.index).count > 1 || draft.isResult(bias.index, of: subgraph)
    let copy = Copy(subgraph: subgraph, bias: bias.index, scales: scales, bytes: bytes)
    if isShared, let known = copies[copy] {
      return draft.setInput(use.input, of: use.op, to: known, in: subgraph)
    }
    var table = draft.subgraphs[subgraph].tensors[bias.index.position]
    table.buffer = draft.addBuffer(.bytes(bytes))
    if table.quantization?.scale != nil { table.setScales(scales, axis: 0) }
    guard isShared else {
      draft.subgraphs[subgraph].tensors[bias.index.position] = table
      return
    }
    let index = draft.subgraphs[subgraph].append(table)
    copies[copy] = index
    draft.setInput(use.input, of: use.op, to: index, in: subgraph)
  }
}
