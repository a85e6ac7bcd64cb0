internal import ModelFacts
internal import ModelFormat

/// Flags constants among the inputs and outputs of a subgraph.
struct ConstantInputOrOutput: Rule {
  static let info = RuleInfo(
    id: "G011",
    name: "constant-input-or-output", formerName: "constant-in-interface",
    summary: "An input or an output of a subgraph is a constant",
    rationale: """
      LiteRT maps constants read-only, and does not check: a caller who sets such an input crashes \
      the process. A constant output is the same in every run; accelerators do not return \
      constants, so the model needs the CPU for it.
      """,
    remedy: "Remove the constant from the list, or its data from the file.",
    source: """
      LiteRT `core/interpreter_builder.cc`, `ParseTensors` (`kTfLiteMmapRo`), by running such models \
      in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      report("input", facts.subgraph.inputs, facts, .error)
        + report("output", facts.subgraph.outputs, facts, .note)
    }
  }

  private func report(
    _ side: String, _ list: TensorIndices, _ facts: SubgraphFacts, _ severity: Severity
  ) -> [Finding] {
    var seen: Set<TensorIndex> = []
    return list.enumerated().compactMap { position, index in
      guard seen.insert(index).inserted, let tensor = facts.graph.tensor(index), tensor.isConstant
      else { return nil }
      return finding(
        "\(side) \(position) is \(tensor.label), which is a constant",
        at: facts.place(nil, tensor), values: [FindingValue(side, position)],
        severity: severity)
    }
  }
}
