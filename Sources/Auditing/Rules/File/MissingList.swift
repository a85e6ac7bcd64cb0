internal import ModelFormat

/// Flags a missing list that LiteRT requires, even if it is empty.
struct MissingList: Rule {
  static let info = RuleInfo(
    id: "F003",
    name: "missing-list",
    summary: "The file has no list of buffers, or a subgraph has no list of tensors",
    rationale: """
      The schema lets a writer omit an empty list, but LiteRT requires these two: without them it \
      rejects the file.
      """,
    remedy: "Write the list, even if it is empty.",
    source: """
      LiteRT `core/interpreter_builder.cc`, `InterpreterBuilder::operator()` ("No buffers in the \
      model", "Did not get tensors in subgraph")
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    let root = Record(root: context.model.file)
    var findings: [Finding] = []
    if !has("buffers", root) {
      findings.append(finding("the file has no list of buffers; it must have one", at: .model))
    }
    guard let field = root.field(named: "subgraphs"), case .records(let graphs)? = root.value(field)
    else { return findings }
    for (facts, graph) in zip(context.subgraphs, graphs) where !has("tensors", graph) {
      findings.append(
        finding("the subgraph has no list of tensors; it must have one", at: facts.place()))
    }
    return findings
  }

  private func has(_ name: String, _ record: Record) -> Bool {
    record.field(named: name).map(record.has) ?? false
  }
}
