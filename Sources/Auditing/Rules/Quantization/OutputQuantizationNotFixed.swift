internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags outputs with other scales and zero points than the specification fixes.
struct OutputQuantizationNotFixed: Rule {
  static let info = RuleInfo(
    id: "Q020",
    name: "output-quantization-not-fixed", formerName: "output-grid-not-fixed",
    summary: "The scale or zero point of an output differs from the one fixed for its operator",
    rationale: """
      LOGISTIC, SOFTMAX, TANH, LOG_SOFTMAX and L2_NORMALIZATION have outputs in a known range, and \
      the specification fixes scale and zero point to cover it. Kernels are written for those: \
      they reject others when the model is prepared, or compute as if they were the fixed ones. \
      Some of LiteRT's kernels use other values correctly, but accelerators may not.
      """,
    remedy: "Give the output the scale and zero point of the specification.",
    fixedBy: ["set-quantization"],
    source: """
      LiteRT 8-bit quantization specification, LOGISTIC, SOFTMAX, TANH, LOG_SOFTMAX, \
      L2_NORMALIZATION; LiteRT `kernels/activations.cc` and `kernels/l2norm.cc`, `Prepare`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(Self.kinds).compactMap {
        judge($0, facts) ?? quantizedBehind($0, facts)
      }
    }
  }

  private static let kinds = OperatorTraits.operators { !$0.fixedOutputs.isEmpty }

  /// A QUANTIZE after the operator's float form that leaves more than half of its codes unused.
  private func quantizedBehind(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard let output = op.outputs.first, facts.tensor(output)?.type == .float32,
      let range = op.builtin.traits.outputRange
    else { return nil }
    for quantize in facts.graph.consumers(of: output) where quantize.builtin == .quantize {
      guard let tensor = facts.tensor(quantize.outputs, 0), tensor.type.isQuantizedByte,
        let scale = tensor.quantization?.scale, scale.isPositiveNormal
      else { continue }
      let codes = (range.upperBound - range.lowerBound) / Double(scale) + 1
      guard codes < 128 else { continue }
      return finding(
        "\(op.builtin.name) computes \(range.lowerBound) to \(range.upperBound), which the QUANTIZE "
          + "after it stores in \(Int(saturating: codes)) of 256 codes",
        at: facts.place(quantize, tensor.tensor),
        values: [FindingValue("scale", scale), FindingValue("codes", Int(saturating: codes))],
        severity: .warning)
    }
    return nil
  }

  private func judge(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard let output = facts.tensor(op.outputs, 0),
      let input = facts.tensor(op.inputs, 0),
      let fixed = op.builtin.traits.fixedOutput(from: input.type, to: output.type),
      let scale = output.quantization?.scale, let zeroPoint = output.quantization?.zeroPoint,
      scale != fixed.scale || zeroPoint != fixed.zeroPoint
    else { return nil }
    // SOFTMAX accepts a scale within 0.1%, but not NaN.
    let isNear = abs(scale - fixed.scale) <= fixed.slack * fixed.scale
    guard !isNear || zeroPoint != fixed.zeroPoint else { return nil }
    let isRefused =
      (fixed.refusesScale && !isNear) || (fixed.refusesZeroPoint && zeroPoint != fixed.zeroPoint)
    return finding(
      "scale and zero point are \(scale) and \(zeroPoint); \(op.builtin.name) requires "
        + "\(fixed.scale) and \(fixed.zeroPoint)",
      at: facts.place(op, output.tensor),
      values: [
        FindingValue("scale", scale), FindingValue("zero_point", zeroPoint),
        FindingValue("fixed_scale", fixed.scale), FindingValue("fixed_zero_point", fixed.zeroPoint),
      ], severity: isRefused ? nil : .warning,
      offers: output.type.isQuantizedByte
        ? [
          .setQuantization(
            tensor: output.tensor.index.position, scale: fixed.scale, zeroPoint: fixed.zeroPoint,
            subgraph: facts.argument)
        ] : [])
  }
}
