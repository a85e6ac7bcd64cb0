internal import ModelFormat

/// Flags control flow and composites whose tensors do not match the subgraphs that they run.
struct MismatchedSubgraphCall: Rule {
  static let info = RuleInfo(
    id: "G014",
    name: "mismatched-subgraph-call",
    summary:
      "Control flow or a composite runs a subgraph with different inputs or outputs",
    rationale: """
      IF, WHILE, CALL_ONCE and STABLEHLO_COMPOSITE pass their tensors to the subgraph one by one, \
      and get the results back. If the counts differ, or the condition and the body of a WHILE are \
      the same subgraph, LiteRT rejects the model.
      """,
    remedy: "Give the subgraph the inputs and outputs of the operator that runs it.",
    source: """
      LiteRT `kernels/if.cc`, `kernels/while.cc`, `kernels/call_once.cc` and \
      `kernels/stablehlo_composite.cc`, `Prepare`, by allocating such models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let calls = facts.calls
      return loops(facts, calls)
        + calls.flatMap { call -> [Finding] in
          let (takes, gives) = Self.wanted(call)
          return [
            ("input", call.target.inputs.count, takes),
            ("output", call.target.outputs.count, gives),
          ].compactMap { side, found, wanted in
            guard found != wanted else { return nil }
            return finding(
              "the '\(call.role)' subgraph \(call.target.index) of \(call.op.builtin.name) has "
                + "\(found.counted(side)); it must have \(wanted)",
              at: facts.place(call.op),
              values: [FindingValue("found", found), FindingValue("expected", wanted)])
          }
        }
    }
  }

  /// The faults of each WHILE itself, which must return what it takes and run two subgraphs.
  private func loops(_ facts: SubgraphFacts, _ calls: [SubgraphCall]) -> [Finding] {
    let targets = Dictionary(grouping: calls, by: \.op.index)
    return facts.operators(.while).flatMap { op -> [Finding] in
      var findings: [Finding] = []
      if op.outputs.count != op.inputs.count {
        findings.append(
          finding(
            "WHILE has \(op.outputs.count.counted("output")); it must have \(op.inputs.count), as "
              + "many as inputs",
            at: facts.place(op),
            values: [
              FindingValue("found", op.outputs.count), FindingValue("expected", op.inputs.count),
            ]))
      }
      let subgraphs = (targets[op.index] ?? []).map(\.target.index)
      if subgraphs.count == 2, subgraphs[0] == subgraphs[1] {
        findings.append(
          finding(
            "the condition and the body of WHILE are both subgraph \(subgraphs[0])",
            at: facts.place(op), values: [FindingValue("called_subgraph", subgraphs[0])]))
      }
      return findings
    }
  }

  /// How many inputs and outputs the subgraph of a call must have.
  private static func wanted(_ call: SubgraphCall) -> (inputs: Int, outputs: Int) {
    let (inputs, outputs) = (call.op.inputs.count, call.op.outputs.count)
    return switch call.role {
    // The first input of an IF is the condition.
    case "then", "else": (max(0, inputs - 1), outputs)
    case "cond": (inputs, 1)
    case "body": (inputs, inputs)
    case "decomposition": (inputs, outputs)
    default: (0, 0)
    }
  }
}
