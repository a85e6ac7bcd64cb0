internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags outputs whose scale and zero point the specification fixes, with others.
struct OutputGridNotFixed: Rule {
  static let info = RuleInfo(
    id: "Q020",
    name: "output-grid-not-fixed",
    summary: "An output has another scale or zero point than its operator's is fixed at",
    rationale: """
      LOGISTIC, SOFTMAX, TANH, LOG_SOFTMAX and L2_NORMALIZATION have outputs in a known range, and \
      the specification fixes scale and zero point to cover it. Kernels are written for those: \
      they refuse others while the model is prepared, or compute as if the fixed ones stood \
      there. Where LiteRT computes with what it finds, accelerators may not.
      """,
    remedy: "Give the output the scale and zero point of the specification.",
    mendedBy: ["set-quantization"],
    source: """
      LiteRT 8-bit quantization specification, LOGISTIC, SOFTMAX, TANH, LOG_SOFTMAX, \
      L2_NORMALIZATION; LiteRT `kernels/activations.cc` and `kernels/l2norm.cc`, `Prepare`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(.logistic, .softmax, .tanh, .logSoftmax, .l2Normalization).compactMap {
        judge($0, facts) ?? quantizedBehind($0, facts)
      }
    }
  }

  /// A QUANTIZE behind the float operator that leaves more than half of its codes unused.
  private func quantizedBehind(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard let output = op.outputs.first, facts.tensor(output)?.type == .float32,
      let range = Self.ranges[op.builtin]
    else { return nil }
    for quantize in facts.graph.consumers(of: output) where quantize.builtin == .quantize {
      guard let tensor = facts.tensor(quantize.outputs, 0), tensor.type.isQuantizedByte,
        let scale = tensor.quantization?.scale, scale.isPositiveNormal
      else { continue }
      let codes = (range.upperBound - range.lowerBound) / Double(scale) + 1
      guard codes < 128 else { continue }
      return finding(
        "\(op.builtin.name) gives \(range.lowerBound) to \(range.upperBound), which the QUANTIZE behind "
          + "it stores in \(Int(codes)) of 256 codes",
        at: facts.place(quantize, tensor.tensor),
        values: [FindingValue("scale", scale), FindingValue("codes", Int(codes))],
        severity: .warning)
    }
    return nil
  }

  private static let ranges: [BuiltinOperator: ClosedRange<Double>] = [
    .logistic: 0...1, .softmax: 0...1, .tanh: -1...1, .l2Normalization: -1...1,
  ]

  private func judge(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard let output = facts.tensor(op.outputs, 0),
      let input = facts.tensor(op.inputs, 0),
      let fixed = FixedGrid(op.builtin, input.type, output.type),
      let scale = output.quantization?.scale, let zeroPoint = output.quantization?.zeroPoint,
      scale != fixed.scale || zeroPoint != fixed.zeroPoint
    else { return nil }
    // SOFTMAX is content with a scale within 0.1%; NaN is not.
    let isNear = abs(scale - fixed.scale) <= fixed.slack * fixed.scale
    guard !isNear || zeroPoint != fixed.zeroPoint else { return nil }
    let isRefused =
      (fixed.refusesScale && !isNear) || (fixed.refusesZeroPoint && zeroPoint != fixed.zeroPoint)
    return finding(
      "scale and zero point are \(scale) and \(zeroPoint); \(op.builtin.name) has "
        + "\(fixed.scale) and \(fixed.zeroPoint)",
      at: facts.place(op, output.tensor),
      values: [
        FindingValue("scale", scale), FindingValue("zero_point", zeroPoint),
        FindingValue("fixed_scale", fixed.scale), FindingValue("fixed_zero_point", fixed.zeroPoint),
      ], severity: isRefused ? nil : .warning)
  }
}

/// The grid of an operator's output by the specification, and what LiteRT makes of another.
private struct FixedGrid {
  let scale: Float
  let zeroPoint: Int64
  var slack: Float = 0
  let refusesScale: Bool
  let refusesZeroPoint: Bool

  /// Nil for a type that the operator has no kernel for.
  ///
  /// What is refused was seen by running one-operator models in ai-edge-litert 2.3.0.
  init?(_ op: BuiltinOperator, _ input: ElementType, _ output: ElementType) {
    if op == .softmax, input.isQuantizedByte, output == .int16 {
      self.init(1 / 65536, -32768, slack: 0.001, scale: true, zero: true)
      return
    }
    guard input == output else { return nil }
    switch (op, output) {
    case (.logistic, .int8): self.init(1 / 256, -128, scale: true, zero: false)
    case (.logistic, .uint8): self.init(1 / 256, 0, scale: true, zero: false)
    case (.tanh, .int8): self.init(1 / 128, 0, scale: false, zero: false)
    case (.tanh, .uint8): self.init(1 / 128, 128, scale: false, zero: false)
    case (.logistic, .int16), (.tanh, .int16): self.init(1 / 32768, 0, scale: true, zero: true)
    case (.softmax, .int8): self.init(1 / 256, -128, slack: 0.001, scale: true, zero: true)
    // The reference kernel for uint8 computes as if the fixed scale stood there.
    case (.softmax, .uint8): self.init(1 / 256, 0, slack: 0.001, scale: true, zero: false)
    case (.softmax, .int16): self.init(1 / 32768, 0, slack: 0.001, scale: true, zero: true)
    case (.l2Normalization, .int8): self.init(1 / 128, 0, scale: true, zero: true)
    case (.l2Normalization, .uint8): self.init(1 / 128, 128, scale: true, zero: true)
    case (.logSoftmax, .int8): self.init(16 / 256, 127, scale: true, zero: true)
    case (.logSoftmax, .uint8): self.init(16 / 256, 255, scale: true, zero: true)
    default: return nil
    }
  }

  private init(
    _ scale: Float, _ zeroPoint: Int64, slack: Float = 0, scale isScaleRefused: Bool, zero: Bool
  ) {
    (self.scale, self.zeroPoint, self.slack) = (scale, zeroPoint, slack)
    (refusesScale, refusesZeroPoint) = (isScaleRefused, zero)
  }
}
