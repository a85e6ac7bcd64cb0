internal import ModelFacts
internal import ModelFormat

/// What one operator costs: arithmetic, weights, and what it writes.
struct OperatorCosts {
  let op: Operator
  let subgraph: Int
  /// Multiply-accumulates in one run; nil for an operator without any, and for unknown shapes.
  let macs: Int?
  /// The bytes of the constants that it reads.
  let constantBytes: Int
  /// The first tensor that it writes.
  let output: Tensor?
  /// The bytes that it writes; nil for unknown shapes.
  let outputBytes: Int?

  init(_ op: Operator, in graph: GraphIndex) {
    (self.op, subgraph) = (op, graph.subgraph.index)
    macs = MultiplyAccumulates.count(of: op, in: graph)
    constantBytes = op.inputs.reduce(0) { $0 + (graph.tensor($1)?.data?.count ?? 0) }
    let outputs = op.outputs.compactMap(graph.tensor)
    output = outputs.first
    outputBytes = outputs.reduce(0 as Int?) { sum, tensor in
      guard let sum, let count = tensor.byteCount else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(count)
      return overflow ? nil : total
    }
  }
}
