internal import ModelFacts
internal import ModelFormat

/// Flags conditions of IF and WHILE that are not one truth value.
struct UnusableCondition: Rule {
  static let info = RuleInfo(
    id: "G022",
    name: "unusable-condition",
    summary: "The condition of an IF or WHILE is not a single BOOL",
    rationale: """
      IF reads its first input, and WHILE the result of its condition subgraph, as one truth value. \
      LiteRT rejects the model if that tensor has another type or several elements; for WHILE, a \
      shape of [1] or none at all is allowed.
      """,
    remedy: "Reduce the condition to one BOOL, with REDUCE_ANY or REDUCE_ALL.",
    source: """
      LiteRT `kernels/if.cc`, `Prepare`; LiteRT `kernels/while.cc`, `CheckCondOutput`, by running \
      such models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let branches = facts.operators(.if).compactMap { op -> Finding? in
        guard let tensor = facts.tensor(op.inputs, 0)?.tensor else { return nil }
        return judge(tensor, op, facts, isLoop: false)
      }
      let loops = facts.calls.filter { $0.role == "cond" }.compactMap { call -> Finding? in
        guard let output = call.target.outputs.first, !output.isAbsent else { return nil }
        return judge(call.target.tensors[output.position], call.op, facts, isLoop: true)
      }
      return branches + loops
    }
  }

  private func judge(
    _ tensor: Tensor, _ op: Operator, _ facts: SubgraphFacts, isLoop: Bool
  ) -> Finding? {
    let shape = tensor.shape
    let isOne = shape.allSatisfy { $0 == 1 || $0 < 0 } && !(isLoop && shape.count > 1)
    guard tensor.type != .bool || !isOne else { return nil }
    return finding(
      "the condition of \(op.builtin.name) is \(tensor.type.name) of shape \(shape); it must be one "
        + "BOOL",
      at: facts.place(op, isLoop ? nil : tensor),
      values: [FindingValue("type", tensor.type.name)])
  }
}
