internal import ModelFacts
internal import ModelFormat

/// Flags tensors that are written although they already have a value.
struct TensorWrittenTwice: Rule {
  static let info = RuleInfo(
    id: "G003",
    name: "tensor-written-twice",
    summary: "Two operators write one tensor, or one writes an input or a constant",
    rationale: """
      LiteRT maps constants read-only: an operator that writes one crashes the process. An input \
      that is written has another value in the next run. Two producers run in order in LiteRT, but \
      converters and accelerator compilers keep only one of them, and a consumer that runs between \
      the two then gets the wrong values.
      """,
    remedy: "Give each result its own tensor.",
    source: """
      LiteRT `core/interpreter_builder.cc`, `ParseTensors` (`kTfLiteMmapRo`), by running such models \
      in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let given = Set(facts.subgraph.inputs)
      var findings: [Finding] = []
      for op in facts.subgraph.operators {
        var seen: Set<TensorIndex> = []
        for index in op.outputs {
          guard seen.insert(index).inserted, let tensor = facts.graph.tensor(index),
            !tensor.isVariable
          else { continue }
          let isGiven = given.contains(index)
          guard let first = facts.graph.producerIndex(of: index),
            tensor.isConstant || isGiven || first != op.index
          else { continue }
          findings.append(finding(op, tensor, isGiven: isGiven, first: first, facts))
        }
      }
      return findings
    }
  }

  private func finding(
    _ op: Operator, _ tensor: Tensor, isGiven: Bool, first: Int, _ facts: SubgraphFacts
  ) -> Finding {
    let place = facts.place(op, tensor)
    let words = "\(op.code.displayName) writes \(tensor.label), which"
    if tensor.isConstant { return finding("\(words) is a constant", at: place) }
    if isGiven {
      return finding("\(words) is an input of the subgraph", at: place, severity: .warning)
    }
    return finding(
      "\(words) \(facts.subgraph.operators[first].label) also writes", at: place,
      values: [FindingValue("first_operator", first)], severity: .warning)
  }
}
