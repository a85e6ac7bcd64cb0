internal import ModelFormat

/// Flags a subgraph without operators.
struct EmptySubgraph: Rule {
  static let info = RuleInfo(
    id: "G001",
    name: "empty-subgraph",
    summary: "A subgraph has no operators",
    rationale: """
      Running it computes nothing: its outputs are inputs or constants. Converters leave such a \
      subgraph if nothing of a function was exported. The body of a CALL_ONCE with nothing to \
      prepare is harmless.
      """,
    remedy: "Check what was exported; remove the subgraph if nothing needs it.",
    source: "tflens: follows from the lists of the subgraph", severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      guard facts.subgraph.operators.isEmpty else { return [] }
      return [finding("subgraph \(facts.subgraph.index) has no operators", at: facts.place())]
    }
  }
}
