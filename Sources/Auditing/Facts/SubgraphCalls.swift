internal import ModelFormat

extension BuiltinOperator {
  /// The operators that run subgraphs, with the fields of their options that name them.
  static let callers: [Self: [String]] = [
    .if: ["then_subgraph_index", "else_subgraph_index"],
    .while: ["cond_subgraph_index", "body_subgraph_index"],
    .callOnce: ["init_subgraph_index"],
    .stablehloComposite: ["decomposition_subgraph_index"],
  ]

  /// Schema: `IF`.
  static let `if` = Self(rawValue: 118)
  /// Schema: `WHILE`.
  static let `while` = Self(rawValue: 119)
  /// Schema: `CALL_ONCE`.
  static let callOnce = Self(rawValue: 129)
  /// Schema: `STABLEHLO_COMPOSITE`.
  static let stablehloComposite = Self(rawValue: 206)
}

/// A subgraph that an operator runs.
struct SubgraphCall {
  /// The operator.
  let op: Operator
  /// What the subgraph is to it: `then`, `else`, `cond`, `body`, `init` or `decomposition`.
  let role: String
  /// The subgraph.
  let target: Subgraph
}

extension SubgraphFacts {
  /// What the IF, WHILE, CALL_ONCE and STABLEHLO_COMPOSITE of the subgraph run, in order.
  var calls: [SubgraphCall] {
    let subgraphs = subgraph.model.subgraphs
    return operators(BuiltinOperator.callers.keys).flatMap { op in
      (BuiltinOperator.callers[op.builtin] ?? []).compactMap { name in
        guard let field = op.options?.field(named: name),
          case .integer(let index)? = op.options?.value(field), index >= 0, index < subgraphs.count
        else { return nil }
        let role = name.prefix { $0 != "_" }
        return SubgraphCall(op: op, role: String(role), target: subgraphs[Int(index)])
      }
    }
  }
}
