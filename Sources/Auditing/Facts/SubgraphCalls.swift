internal import ModelFacts
internal import ModelFormat

extension BuiltinOperator {
  /// The operators that run subgraphs.
  fileprivate static let callers = OperatorTraits.operators {
    $0.subgraphs.contains(where: \.isRun)
  }
}

/// A subgraph that an operator runs.
struct SubgraphCall {
  /// The operator.
  let op: Operator
  /// The role of the subgraph: `then`, `else`, `cond`, `body`, `init` or `decomposition`.
  let role: String
  /// The subgraph.
  let target: Subgraph
}

extension SubgraphFacts {
  /// The calls by IF, WHILE, CALL_ONCE and STABLEHLO_COMPOSITE in the subgraph, in order.
  var calls: [SubgraphCall] {
    let subgraphs = subgraph.model.subgraphs
    return operators(BuiltinOperator.callers).flatMap { op in
      op.builtin.traits.subgraphs.filter(\.isRun).compactMap { reference in
        guard let field = op.options?.field(named: reference.name),
          case .integer(let index)? = op.options?.value(field), index >= 0, index < subgraphs.count
        else { return nil }
        return SubgraphCall(op: op, role: reference.role, target: subgraphs[Int(index)])
      }
    }
  }
}
