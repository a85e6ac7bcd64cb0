internal import ModelFacts
internal import ModelFormat

/// Flags subgraphs that list an input or an output twice.
struct TensorListedTwice: Rule {
  static let info = RuleInfo(
    id: "G010",
    name: "tensor-listed-twice", formerName: "repeated-interface-tensor",
    summary: "A subgraph lists one tensor twice among its inputs or its outputs",
    rationale: """
      Both entries are the same memory: a caller who sets two inputs sets one tensor twice, and the \
      second value remains. An output that is listed twice has the same values twice; tools that \
      look up tensors by index find it once.
      """,
    remedy: "List each tensor once; copy a result that must be returned twice.",
    source: "tflens: by running such models in ai-edge-litert 2.3.0", severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      report("input", facts.subgraph.inputs, facts, .warning)
        + report("output", facts.subgraph.outputs, facts, .note)
    }
  }

  private func report(
    _ side: String, _ list: TensorIndices, _ facts: SubgraphFacts, _ severity: Severity
  ) -> [Finding] {
    var seen: Set<TensorIndex> = []
    var repeated: [(tensor: TensorIndex, position: Int)] = []
    var counts: [TensorIndex: Int] = [:]
    for (position, index) in list.enumerated() where !seen.insert(index).inserted {
      if counts[index] == nil { repeated.append((index, position)) }
      counts[index, default: 0] += 1
    }
    return repeated.compactMap { index, position in
      guard let tensor = facts.graph.tensor(index), let count = counts[index] else { return nil }
      let more = count > 1 ? ", and \((count - 1).counted("more time"))" : ""
      return finding(
        "the \(side)s list \(tensor.label) again at index \(position)\(more)",
        at: facts.place(nil, tensor), values: [FindingValue(side, position)],
        severity: severity)
    }
  }
}
