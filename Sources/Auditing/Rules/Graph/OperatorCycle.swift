internal import ModelFormat

/// Flags operators that need each other's results.
struct OperatorCycle: Rule {
  static let info = RuleInfo(
    id: "G004",
    name: "operator-cycle",
    summary: "Operators form a cycle: each needs a result of another",
    rationale: """
      No execution order works: the first operator to run reads what is left in memory, and every \
      result depends on earlier runs. LiteRT rejects only an operator that reads its own output; \
      state that is kept between runs must be a variable.
      """,
    remedy: "Export the model again; a tensor that keeps state must be a variable.",
    source: """
      LiteRT `core/subgraph.cc`, `Subgraph::InvokeImpl` (operators run in the order of the file) and \
      `CheckInputAndOutputForOverlap`, by running such models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  // A cycle may go through every operator of a model.
  private static let longestList = 8

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.order.cycles.map { cycle in
        let first = facts.subgraph.operators[cycle[0]]
        let list = cycle.prefix(Self.longestList).map { "\($0)" }.joined(separator: ", ")
        let rest =
          cycle.count > Self.longestList ? " and \(cycle.count - Self.longestList) more" : ""
        return finding(
          cycle.count == 1
            ? "\(first.builtin.name) reads its own output"
            : "\(cycle.count) operators need each other's results: \(list)\(rest)",
          at: facts.place(first), values: [FindingValue("operators", cycle.count)])
      }
    }
  }
}
