internal import ModelFacts
internal import ModelFormat

/// Flags weights that leave half of their codes or more unused.
struct UnusedWeightRange: Rule {
  static let info = RuleInfo(
    id: "Q017",
    name: "unused-weight-range",
    summary: "Weights use half of their codes or less",
    rationale: """
      A channel whose largest weight has the code 63 uses 7 of 8 bits: its scale is twice as large \
      as necessary, and so is the rounding error of each weight. If it is one channel of many, the \
      scale was probably shared, or had a lower limit. If only some channels are affected, the \
      finding is a note.
      """,
    remedy: "Quantize the weights with a scale of max |weight| / 127 per channel.",
    source: "LiteRT 8-bit quantization specification, \"Per-axis vs per-tensor\"",
    severity: .warning,
    readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { judge($0, facts, context) }
    }
  }

  private func judge(
    _ producer: Producer, _ facts: SubgraphFacts, _ context: AuditContext
  ) -> Finding? {
    guard let weights = producer.weights, weights.type == .int8,
      let quantization = weights.quantization,
      let statistics = context.weightStatistics(
        of: weights.tensor, axis: producer.matrix.channelAxis)
    else { return nil }
    let reaches = statistics.channels.lazy.filter { !$0.isZero }.map { max(-$0.lowest, $0.highest) }
    guard let widest = reaches.max() else { return nil }
    if widest < 64 {
      return finding(
        "the largest weight has the code \(widest) of 127",
        at: facts.place(producer.matrix.op, weights.tensor),
        values: [FindingValue("largest_code", widest)])
    }
    // If there is one scale for all, differences between channels are not a fault of the scale.
    guard quantization.scales.count > 1 else { return nil }
    let narrow = reaches.count { $0 < 64 }
    guard narrow > 0 else { return nil }
    return finding(
      "\(narrow) of \(statistics.channels.count.counted("channel")) "
        + (narrow == 1 ? "uses only codes below 64" : "use only codes below 64"),
      at: facts.place(producer.matrix.op, weights.tensor),
      values: [
        FindingValue("affected_channels", narrow),
        FindingValue("channels", statistics.channels.count),
      ],
      severity: .note)
  }
}
