internal import ModelFacts
internal import ModelFormat

/// Flags operators whose factor to the output rounds to 0.
struct VanishingRescaleFactor: Rule {
  static let info = RuleInfo(
    id: "Q026",
    name: "vanishing-rescale-factor",
    summary: "The factor that brings a result to the output's codes is below 2^-32",
    rationale: """
      Kernels store the factor as 31 bits and a shift of at most 31 places; what is smaller is 0. \
      Every output is then the zero point, whatever the input.
      """,
    remedy: "Quantize the output again: its scale is far too large for what reaches it.",
    mendedBy: ["set-quantization"],
    source: "LiteRT `kernels/internal/quantization_util.cc`, `QuantizeMultiplier`",
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let matrix = facts.matrixOperators.compactMap { producer -> Finding? in
        // One channel alone may stand for nothing.
        guard let factor = producer.largestMultiplier, let output = producer.output else {
          return nil
        }
        return judge(factor, producer.matrix.op, output, facts)
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
}
