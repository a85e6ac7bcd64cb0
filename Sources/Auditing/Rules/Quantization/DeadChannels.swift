internal import ModelFacts
internal import ModelFormat

/// Flags output channels whose weights are all 0.
struct DeadChannels: Rule {
  static let info = RuleInfo(
    id: "Q016",
    name: "dead-channels",
    summary: "All-zero output channels",
    rationale: """
      Whatever the input, such a channel outputs its bias, and costs as much as any other channel. \
      Its scale is meaningless and often tiny: then the bias, which is stored with that scale, is \
      clamped.
      """,
    remedy: "Prune the channels before the model is converted.",
    source: "tflens: such a channel's output does not depend on its input", severity: .note,
    readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { producer in
        guard let weights = producer.weights, weights.quantization != nil,
          let statistics = context.weightStatistics(
            of: weights.tensor, axis: producer.matrix.channelAxis),
          let first = statistics.channels.firstIndex(where: \.isZero)
        else { return nil }
        let count = statistics.channels.count(where: \.isZero)
        let all = statistics.channels.count
        return finding(
          "\(count) of \(all.counted("channel")) \(count == 1 ? "has" : "have") only zero weights; the first is "
            + "channel \(first)",
          at: facts.place(producer.matrix.op, weights.tensor),
          values: [
            FindingValue("affected_channels", count), FindingValue("channel", first),
            FindingValue("channels", all),
          ])
      }
    }
  }
}
