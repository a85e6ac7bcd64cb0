internal import ModelFacts
internal import ModelFormat

/// Flags operators whose factor from accumulator to output rounds to 0.
struct VanishingRescaleFactor: Rule {
  static let info = RuleInfo(
    id: "Q026",
    name: "vanishing-rescale-factor",
    summary: "The factor that rescales a result to output codes is below 2^-32",
    rationale: """
      Kernels store the factor as 31 bits and a shift of at most 31 bits; a smaller factor becomes \
      0. Every output is then the zero point, whatever the input.
      """,
    remedy: "Requantize the output: its scale is far too large for its values.",
    source: "LiteRT `kernels/internal/quantization_util.cc`, `QuantizeMultiplier`",
    severity: .error, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let matrix = facts.judgeMatrixOperators { producer -> Finding? in
        // A single channel may be all zero.
        guard let factor = producer.largestMultiplier, let output = producer.output,
          let finding = judge(factor, producer.matrix.op, output, facts),
          Self.isAllZero(producer, context) == false
        else { return nil }
        return finding
      }
      let products = facts.operators(.mul).compactMap { op -> Finding? in
        guard let a = facts.tensor(op.inputs, 0)?.quantization?.scale,
          let b = facts.tensor(op.inputs, 1)?.quantization?.scale,
          let output = facts.tensor(op.outputs, 0), let c = output.quantization?.scale
        else { return nil }
        return judge(Double(a * b / c), op, output, facts)
      }
      return matrix + products
    }
  }

  private func judge(
    _ factor: Double, _ op: Operator, _ output: QuantizedTensor, _ facts: SubgraphFacts
  ) -> Finding? {
    guard output.type.isQuantizedByte, factor >= 0, factor < 0x1p-32 else { return nil }
    return finding(
      "the factor is \(Float(factor)); below 2^-32 it is 0", at: facts.place(op, output.tensor),
      values: [FindingValue("factor", factor)])
  }

  /// True if weights and bias are all 0, so that the correct result is 0; nil if this is unknown.
  private static func isAllZero(_ producer: Producer, _ context: AuditContext) -> Bool? {
    guard let weights = producer.weights else { return false }
    let bias = producer.bias.map { $0.tensor.isAllZero } ?? true
    if bias == false { return false }
    let axis = producer.matrix.channelAxis
    guard let statistics = context.weightStatistics(of: weights.tensor, axis: axis) else {
      return context.skipsWeights(of: weights.tensor, axis: axis) ? nil : false
    }
    return statistics.channels.allSatisfy(\.isZero) ? bias : false
  }
}
