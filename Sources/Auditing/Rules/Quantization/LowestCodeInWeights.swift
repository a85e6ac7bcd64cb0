internal import ModelFacts
internal import ModelFormat

/// Flags -128 in int8 weights.
struct LowestCodeInWeights: Rule {
  static let info = RuleInfo(
    id: "Q015",
    name: "lowest-code-in-weights",
    summary: "Int8 weights contain -128, which the specification excludes",
    rationale: """
      With weights in -127 to 127, the sum of two products of int8 numbers fits in 16 bits, and \
      fast kernels for Arm CPUs without dot-product instructions rely on that. LiteRT's current kernels compute \
      -128 correctly; others may saturate.
      """,
    remedy: "Quantize the weights in the narrow range -127 to 127.",
    source: "LiteRT 8-bit quantization specification, \"Symmetric vs asymmetric\"",
    severity: .note, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      var seen: Set<TensorIndex> = []
      return facts.judgeMatrixOperators { producer in
        guard let weights = producer.weights, weights.type == .int8,
          weights.quantization != nil, seen.insert(weights.tensor.index).inserted,
          let statistics = context.weightStatistics(
            of: weights.tensor, axis: producer.matrix.channelAxis),
          statistics.lowestCodeCount > 0
        else { return nil }
        let all = statistics.codesPerChannel * statistics.channels.count
        return finding(
          "\(statistics.lowestCodeCount) of \(all) weights are -128",
          at: facts.place(producer.matrix.op, weights.tensor),
          values: [
            FindingValue("count", statistics.lowestCodeCount), FindingValue("weights", all),
          ])
      }
    }
  }
}
