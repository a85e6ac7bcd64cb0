internal import ModelFacts
internal import ModelFormat

/// What one operator costs, and what it writes.
struct OperatorCosts {
  let cost: OperatorCost
  let subgraph: Int
  /// The first tensor that it writes.
  let output: Tensor?
  /// The bytes that it writes; nil for unknown shapes.
  let outputBytes: Int?

  init(_ op: Operator, in graph: GraphIndex) {
    (cost, subgraph) = (OperatorCost(op, in: graph), graph.subgraph.index)
    let outputs = op.outputs.compactMap(graph.tensor)
    output = outputs.first
    outputBytes = outputs.reduce(0 as Int?) { sum, tensor in
      guard let sum, let count = tensor.byteCount else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(count)
      return overflow ? nil : total
    }
  }
}
