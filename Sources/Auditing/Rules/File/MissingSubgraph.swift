internal import ModelFormat

/// Flags a model without any subgraph.
struct MissingSubgraph: Rule {
  static let info = RuleInfo(
    id: "F002",
    name: "missing-subgraph",
    summary: "The model has no subgraph",
    rationale: """
      There is nothing to run. LiteRT rejects the file; a converter that was given an empty graph, \
      or a tool that uses the format to store other data, writes such files.
      """,
    remedy: "Convert the model again, and find out why its graph was empty.",
    source: "LiteRT `core/interpreter_builder.cc`, `InterpreterBuilder::operator()`",
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    guard context.model.subgraphs.isEmpty else { return [] }
    return [finding("the model has no subgraph; it must have at least one", at: .model)]
  }
}
