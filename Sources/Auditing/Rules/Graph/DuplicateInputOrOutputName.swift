internal import ModelFacts
internal import ModelFormat

/// Flags inputs, or outputs, of a subgraph that share a name.
struct DuplicateInputOrOutputName: Rule {
  static let info = RuleInfo(
    id: "G017",
    name: "duplicate-input-or-output-name", formerName: "duplicate-interface-name",
    summary: "Two inputs, or two outputs, of a subgraph have the same name",
    rationale: """
      Runtimes use indices, but applications and generated code look up inputs and outputs by name \
      and get the first of the two. Duplicate names inside the graph are harmless.
      """,
    remedy: "Give each input and output a unique name.",
    source: "LiteRT `schema/schema.fbs`, `Tensor.name`", severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      report("inputs", facts.subgraph.inputs, facts)
        + report("outputs", facts.subgraph.outputs, facts)
    }
  }

  private func report(
    _ side: String, _ list: TensorIndices, _ facts: SubgraphFacts
  ) -> [Finding] {
    var owners: [String: TensorIndex] = [:]
    return list.compactMap { index in
      guard let tensor = facts.graph.tensor(index), let name = tensor.name?.text, !name.isEmpty
      else { return nil }
      guard let owner = owners[name], owner != index else {
        owners[name] = index
        return nil
      }
      return finding(
        "two \(side) of subgraph \(facts.subgraph.index) have the name "
          + "'\(tensor.name?.label ?? "")': tensors \(owner.rawValue) and \(index.rawValue)",
        at: facts.place(nil, tensor))
    }
  }
}
