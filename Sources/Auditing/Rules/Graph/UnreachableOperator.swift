internal import ModelFacts
internal import ModelFormat

/// Flags operators whose results do not affect any output.
struct UnreachableOperator: Rule {
  static let info = RuleInfo(
    id: "G006",
    name: "unreachable-operator",
    summary: "An operator's results do not affect any output of the subgraph",
    rationale: """
      A runtime still computes it in every run, and its tensors take memory. If its result was \
      meant to be an output, the export lost it.
      """,
    remedy: "Make its result an output, or remove the operator.",
    source: "tflens: follows from the operators' inputs and outputs", severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let isLive = LiveOperators(facts).isLive
      return facts.subgraph.operators.compactMap { op in
        guard !isLive[op.index] else { return nil }
        return finding(
          "the results of \(op.builtin.name) do not affect any output of subgraph \(facts.subgraph.index)",
          at: facts.place(op))
      }
    }
  }
}
