internal import ModelFacts
internal import ModelFormat

/// Flags operators whose kernels do not run on the shapes of their inputs.
struct UnusableShapes: Rule {
  static let info = RuleInfo(
    id: "G013",
    name: "unusable-shapes",
    summary: "An operator's kernel does not support the shapes of its inputs",
    rationale: """
      The shapes, options and constants of an operator must be consistent: dimensions must \
      broadcast, matrices must match, an axis must exist, a reshape must keep the number of \
      elements. LiteRT checks most of this at allocation and rejects the model; some kernels crash \
      in the first run, or read past the end of a tensor.
      """,
    remedy: "Correct the shapes, or the options and constants that must match them.",
    source: """
      LiteRT `kernels/*.cc`, `Prepare` and `Eval`, by running random one-operator models in \
      ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    let findings = context.shapes.findings
    guard !findings.isEmpty else { return [] }
    let certain = Set(context.openShapes.findings.map { [$0.subgraph, $0.op] })
    return findings.compactMap { found in
      guard context.subgraphs.indices.contains(found.subgraph) else { return nil }
      let facts = context.subgraphs[found.subgraph]
      let op = facts.subgraph.operators[found.op]
      let isCertain = certain.contains([found.subgraph, found.op])
      return finding(
        "\(op.builtin.name): \(found.fault.message)" + Self.consequence(found.fault, isCertain),
        at: facts.place(op), severity: isCertain ? .error : .warning)
    }
  }

  private static func consequence(_ fault: ShapeFault, _ isCertain: Bool) -> String {
    if !isCertain { return "; the inputs have dynamic dimensions, and another size may work" }
    return switch fault.consequence {
    case .rejects: ""
    case .crashes: "; LiteRT crashes"
    case .miscomputes: "; LiteRT reads past the end of the tensor"
    }
  }
}
