internal import ModelFacts
internal import ModelFormat

/// Flags output channels whose weights are all 0.
struct DeadChannels: Rule {
  static let info = RuleInfo(
    id: "Q016",
    name: "dead-channels",
    summary: "Output channels have weights that are all 0",
    rationale: """
      Whatever the input, such a channel gives its bias. It costs as much as any other, and its \
      scale, which stands for nothing, is often tiny: then the bias in its steps is clamped, and \
      converting to one scale for all weights meets a number that means nothing.
      """,
    remedy: "Leave the channels out of the model before it is converted.",
    source: "Own: such a channel's output does not depend on its input", severity: .note,
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
          "\(count) of \(all.counted("channel")) \(count == 1 ? "is" : "are") all 0; the first is "
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
