internal import ModelFacts
internal import ModelFormat

/// Which operators of a subgraph somebody needs.
struct LiveOperators {
  /// For each operator, whether its results reach an output or it does something besides.
  private(set) var isLive: [Bool]

  /// Takes time in proportion to the operators and what they read and write.
  init(_ facts: SubgraphFacts) {
    let operators = facts.subgraph.operators
    isLive = [Bool](repeating: false, count: operators.count)
    // A tensor may have several writers, though it should not.
    var writers: [TensorIndex: [Int]] = [:]
    var waiting: [Int] = []
    for op in operators {
      for output in op.outputs { writers[output, default: []].append(op.index) }
      if Self.doesMore(op, facts) { waiting.append(op.index) }
    }
    for output in facts.subgraph.outputs { waiting += writers.removeValue(forKey: output) ?? [] }
    while let index = waiting.popLast() {
      guard !isLive[index] else { continue }
      isLive[index] = true
      for input in operators[index].inputs {
        waiting += writers.removeValue(forKey: input) ?? []
      }
    }
  }

  /// True for operators that change state, and for those of which nobody knows.
  private static func doesMore(_ op: Operator, _ facts: SubgraphFacts) -> Bool {
    if op.outputs.isEmpty || op.builtin == .custom || BuiltinOperator.callers[op.builtin] != nil {
      return true
    }
    return [op.inputs, op.outputs].joined().contains { facts.graph.tensor($0)?.isVariable ?? false }
  }
}
