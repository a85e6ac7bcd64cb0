internal import ModelFormat

/// Flags control flow whose tensors are not those of the subgraphs that it runs.
struct MismatchedSubgraphCall: Rule {
  static let info = RuleInfo(
    id: "G014",
    name: "mismatched-subgraph-call",
    summary: "An IF, WHILE or CALL_ONCE runs a subgraph with other inputs or outputs than its own",
    rationale: """
      The operator hands its tensors to the subgraph one by one, and takes the results back. Where \
      their numbers differ, LiteRT refuses to allocate the model.
      """,
    remedy: "Give the subgraph the inputs and outputs of the operator that runs it.",
    source: """
      LiteRT `kernels/if.cc`, `kernels/while.cc` and `kernels/call_once.cc`, `Prepare`, by \
      allocating such models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.calls.flatMap { call -> [Finding] in
        let (takes, gives) = Self.wanted(call)
        return [
          ("input", call.target.inputs.count, takes), ("output", call.target.outputs.count, gives),
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

  /// How many inputs and outputs the subgraph of a call must have.
  private static func wanted(_ call: SubgraphCall) -> (inputs: Int, outputs: Int) {
    let (inputs, outputs) = (call.op.inputs.count, call.op.outputs.count)
    return switch call.role {
    // The first input of an IF is the condition.
    case "then", "else": (max(0, inputs - 1), outputs)
    case "cond": (inputs, 1)
    case "body": (inputs, inputs)
    default: (0, 0)
    }
  }
}
