internal import ModelFacts
internal import ModelFormat

/// Flags signatures that leave out inputs or outputs of their subgraph.
struct IncompleteSignature: Rule {
  static let info = RuleInfo(
    id: "F013",
    name: "incomplete-signature",
    summary: "A signature does not name all inputs and outputs of its subgraph",
    rationale: """
      If an input is missing, a caller cannot set it through the signature: the run reads whatever is \
      in memory, and the outputs depend on it. If an output is missing, it cannot be read by name.
      """,
    remedy: "Name every input and output of the subgraph in the signature.",
    source: """
      LiteRT `core/signature_runner.cc`, by running such models in ai-edge-litert 2.3.0
      """,
    severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    context.signatures.flatMap { signature, facts in
      [
        report("input", facts.inputs, signature.inputs, of: signature, facts),
        report("output", facts.outputs, signature.outputs, of: signature, facts),
      ].compactMap(\.self)
    }
  }

  /// One finding for each signature, because it may leave out every tensor of a long list.
  private func report(
    _ side: String, _ wanted: ListedTensors, _ entries: Views<NamedTensor>,
    of signature: Signature, _ facts: SubgraphFacts
  ) -> Finding? {
    let named = Set(entries.map(\.index))
    guard let (index, count) = wanted.missing(from: named), let tensor = facts.graph.tensor(index)
    else { return nil }
    let more = count > 1 ? ", and \((count - 1).counted("more \(side)"))" : ""
    return finding(
      "signature '\(signature.key?.label ?? "")' does not name \(side) tensor "
        + "\(index.rawValue) of subgraph \(facts.subgraph.index)\(more)",
      at: facts.place(nil, tensor), values: [FindingValue("tensors", count)])
  }
}
