internal import ModelFacts
internal import ModelFormat

/// Flags weights whose scales differ by more than a factor of 1,000 between channels.
struct ChannelScaleSpread: Rule {
  static let info = RuleInfo(
    id: "Q018",
    name: "channel-scale-spread",
    summary: "The scales of one tensor's channels differ by more than a factor of 1,000",
    rationale: """
      Small channels are then likely below the resolution of the output, or large ones saturate it. With per-tensor \
      weights, as some accelerators need, every weight of the small channels becomes 0.
      """,
    remedy: """
      Equalize the channels before quantization (cross-layer equalization), or prune the small ones.
      """,
    source: "Nagel et al. 2019, \"Data-Free Quantization Through Weight Equalization\", section 3",
    severity: .note, readsWeights: true)

  private static let largestSpread: Float = 1_000

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { judge($0, facts, context) }
    }
  }

  private func judge(
    _ producer: Producer, _ facts: SubgraphFacts, _ context: AuditContext
  ) -> Finding? {
    guard let weights = producer.weights, let quantization = weights.quantization,
      quantization.granularity == .perChannel, quantization.axis == producer.matrix.channelAxis,
      Self.spread(quantization.scales) != nil
    else { return nil }
    // The scale of an all-zero channel has no meaning, and channels that are not read may be all zero.
    let axis = producer.matrix.channelAxis
    let channels = context.weightStatistics(of: weights.tensor, axis: axis)?.channels
    guard channels != nil || !context.skipsWeights(of: weights.tensor, axis: axis) else {
      return nil
    }
    let live = quantization.scales.indices.filter { channel in
      channels.map { $0.indices.contains(channel) && !$0[channel].isZero } ?? true
    }
    guard let spread = Self.spread(live.map { quantization.scales[$0] }) else { return nil }
    return finding(
      "scales go from \(spread.low) to \(spread.high)",
      at: facts.place(producer.matrix.op, weights.tensor),
      values: [FindingValue("least", spread.low), FindingValue("greatest", spread.high)])
  }

  /// The smallest and the largest scale, if they are too far apart.
  private static func spread(_ scales: some Collection<Float>) -> (low: Float, high: Float)? {
    let usable = scales.lazy.filter { $0 > 0 && $0.isFinite }
    guard let low = usable.min(), let high = usable.max(), high / low > largestSpread else {
      return nil
    }
    return (low, high)
  }
}
