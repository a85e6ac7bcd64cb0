internal import ModelFormat

/// Flags subgraphs that run themselves.
struct RecursiveSubgraph: Rule {
  static let info = RuleInfo(
    id: "G015",
    name: "recursive-subgraph",
    summary: "A subgraph runs itself, directly or through others",
    rationale: """
      A subgraph has one set of tensors, so it cannot run within itself: LiteRT prepares the \
      subgraph recursively until the stack overflows and the process crashes.
      """,
    remedy: "Express the repetition as a WHILE that runs other subgraphs.",
    source: """
      LiteRT `kernels/while.cc` and `kernels/if.cc`, `Prepare`, by allocating such models in \
      ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    let calls = context.subgraphs.map(\.calls)
    guard calls.contains(where: { !$0.isEmpty }) else { return [] }
    let groups = StronglyConnected(calls.map { $0.map(\.target.index) })
    return zip(context.subgraphs, calls).flatMap { facts, calls in
      calls.compactMap { call in
        let (caller, target) = (facts.subgraph.index, call.target.index)
        guard groups.group[caller] == groups.group[target] else { return nil }
        return finding(
          "\(call.op.builtin.name) runs subgraph \(target), which runs subgraph \(caller) again",
          at: facts.place(call.op), values: [FindingValue("called_subgraph", target)])
      }
    }
  }
}
