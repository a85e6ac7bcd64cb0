internal import ModelFacts
internal import ModelFormat

/// Flags operators with more or fewer tensors than their kernels accept.
struct WrongTensorCount: Rule {
  static let info = RuleInfo(
    id: "G012",
    name: "wrong-tensor-count",
    summary: "An operator has more or fewer inputs or outputs than its kernel expects",
    rationale: """
      Kernels count their tensors before the first run, and LiteRT fails to allocate the model; \
      some read past the end of the list instead. An absent optional input is still counted, as -1, \
      if another input follows it.
      """,
    remedy: "Write the operator with the inputs and outputs that its version has.",
    source: """
      LiteRT `kernels`, each operator's `Prepare` (`NumInputs`, `NumOutputs`), by allocating each \
      operator with 0 to 6 inputs and 0 to 3 outputs in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    let counts = context.model.operatorCodes.map { $0.builtin.traits.counts }
    return context.eachSubgraph { facts in
      var findings: [Finding] = []
      for op in facts.subgraph.operators {
        guard Int(op.codeIndex) < counts.count, let counts = counts[Int(op.codeIndex)] else {
          continue
        }
        func check(_ side: String, _ found: Int, _ allowed: TensorCounts.PartialCount) {
          guard !allowed.allows(found) else { return }
          findings.append(
            finding(
              "\(op.builtin.name) has \(found.counted(side)); it must have \(allowed)",
              at: facts.place(op), values: [FindingValue("\(side)s", found)]))
        }
        check("input", op.inputs.count, counts.inputs)
        check("output", op.outputs.count, counts.outputs)
      }
      return findings
    }
  }
}
