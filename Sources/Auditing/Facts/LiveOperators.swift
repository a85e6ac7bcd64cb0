internal import ModelFacts
internal import ModelFormat

/// The operators of a subgraph whose results are needed.
struct LiveOperators {
  /// For each operator, whether its results reach an output or it has side effects.
  private(set) var isLive: [Bool]

  /// Takes time proportional to the operators, their inputs and outputs.
  init(_ facts: SubgraphFacts) {
    let operators = facts.subgraph.operators
    isLive = [Bool](repeating: false, count: operators.count)
    // A tensor may have several writers, though it should not.
    var laterWriters: [TensorIndex: [Int]] = [:]
    var waiting: [Int] = []
    for op in operators {
      for output in op.outputs where facts.graph.producerIndex(of: output) != op.index {
        laterWriters[output, default: []].append(op.index)
      }
      if Self.doesMore(op, facts) { waiting.append(op.index) }
    }
    func need(_ tensor: TensorIndex) {
      if let writer = facts.graph.producerIndex(of: tensor) { waiting.append(writer) }
      if !laterWriters.isEmpty { waiting += laterWriters.removeValue(forKey: tensor) ?? [] }
    }
    facts.subgraph.outputs.forEach(need)
    while let index = waiting.popLast() {
      guard !isLive[index] else { continue }
      isLive[index] = true
      operators[index].inputs.forEach(need)
    }
  }

  /// True for operators with side effects, and for unknown ones.
  private static func doesMore(_ op: Operator, _ facts: SubgraphFacts) -> Bool {
    if op.outputs.isEmpty || op.builtin == .custom
      || op.builtin.traits.subgraphs.contains(where: \.isRun)
    {
      return true
    }
    guard facts.hasVariables else { return false }
    return [op.inputs, op.outputs].joined().contains { facts.graph.tensor($0)?.isVariable ?? false }
  }
}
