internal import ModelFacts
internal import ModelFormat

/// Flags required inputs whose index is -1.
struct AbsentInput: Rule {
  static let info = RuleInfo(
    id: "G020",
    name: "absent-input",
    summary: "A required input has the index -1",
    rationale: """
      The index -1 marks an optional input as absent, such as the bias of FULLY_CONNECTED. Kernels \
      do not expect it anywhere else: LiteRT rejects the model, or reads through a null pointer and \
      crashes.
      """,
    remedy: "Give the operator the tensor, or use an operator version that does not need it.",
    source: """
      LiteRT `core/subgraph.cc`, `CheckTensorIndices`; LiteRT `kernels/kernel_util.h`, `GetInput`, \
      by running each operator with each input at -1 in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    let optional = context.model.operatorCodes.map { $0.builtin.traits.optionalInputs }
    return context.eachSubgraph { facts in
      facts.subgraph.operators.compactMap { op -> Finding? in
        guard Int(op.codeIndex) < optional.count else { return nil }
        let absent = optional[Int(op.codeIndex)].missing(op.inputs)
        guard let position = absent.first else { return nil }
        let more = absent.count - 1
        return finding(
          "input \(position) of \(op.builtin.name) has the index -1"
            + "; it is required" + (more > 0 ? ", and so are \(more) more" : ""),
          at: facts.place(op), values: [FindingValue("input", position)])
      }
    }
  }
}
