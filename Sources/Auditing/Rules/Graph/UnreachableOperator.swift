internal import ModelFacts
internal import ModelFormat

/// Flags operators whose results nobody gets.
struct UnreachableOperator: Rule {
  static let info = RuleInfo(
    id: "G006",
    name: "unreachable-operator",
    summary: "An operator's results reach no output of the subgraph",
    rationale: """
      A runtime computes it in every run all the same, and its tensors take memory. Where it was \
      meant to be an output, the export lost it.
      """,
    remedy: "Make its result an output, or remove the operator.",
    source: "Own: follows from the operators' inputs and outputs", severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let isLive = LiveOperators(facts).isLive
      return facts.subgraph.operators.compactMap { op in
        guard !isLive[op.index] else { return nil }
        return finding(
          "the results of \(op.builtin.name) reach no output of subgraph \(facts.subgraph.index)",
          at: facts.place(op))
      }
    }
  }
}
