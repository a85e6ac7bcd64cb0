internal import ModelFacts
internal import ModelFormat

/// Flags float operators between integer ones.
struct FloatIsland: Rule {
  static let info = RuleInfo(
    id: "Q022",
    name: "float-island",
    summary: "Float operators between a DEQUANTIZE and a QUANTIZE",
    rationale: """
      Integers are converted to floats and back. An integer accelerator stops there: the float \
      operators run on the CPU, with a copy each way, and the model is split into two segments.
      """,
    remedy: """
      Calibrate the operators too, or decompose them into operators that have integer kernels: a \
      decomposed hard-swish can be fused.
      """,
    fixedBy: ["fuse-hard-swish"],
    source: "tflens: follows from the types of the tensors", severity: .warning)

  /// A hard-swish that is decomposed into float operators can become an integer one.
  private func fusions(in island: FloatIslands.Island, _ facts: SubgraphFacts) -> [RewriteOffer] {
    let members = Set(island.operators)
    return facts.decomposed.first { $0.operators.contains(where: members.contains) }
      .map { [.fuseHardSwish(op: $0.operators[0], subgraph: facts.argument)] } ?? []
  }

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      // Without both, nothing can be between them.
      guard !facts.operators(.dequantize).isEmpty, !facts.operators(.quantize).isEmpty else {
        return []
      }
      return FloatIslands(facts).islands.map { island in
        let first = island.operators[0]
        return finding(
          "\(island.operators.count.counted("float operator")) between quantized operators"
            + (island.operators.count == 1
              ? "" : "; the last is operator \(island.operators[island.operators.count - 1])"),
          at: facts.place(facts.subgraph.operators[first]),
          values: [
            FindingValue("operators", island.operators.count),
            FindingValue("last_operator", island.operators[island.operators.count - 1]),
          ], offers: fusions(in: island, facts))
      }
    }
  }
}
