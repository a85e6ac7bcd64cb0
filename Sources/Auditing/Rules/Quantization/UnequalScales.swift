internal import ModelFacts
internal import ModelFormat

/// Flags operators that move or compare codes between tensors with different scales or zero points.
struct UnequalScales: Rule {
  static let info = RuleInfo(
    id: "Q021",
    name: "unequal-scales",
    summary: "An operator passes codes through between different scales or zero points",
    rationale: """
      Operators that move, pool or compare values work on codes: input and output must have exactly \
      the same scale and zero point. Some kernels check this and reject the model; for others, only \
      the XNNPACK delegate, LiteRT's default path, checks it. The rest pass the codes through, and a \
      code then represents another number.
      """,
    remedy: "Give the tensors the same scale and zero point, or insert a QUANTIZE between them.",
    fixedBy: ["set-quantization"],
    source: """
      LiteRT 8-bit quantization specification, "Operator specifications"; TensorFlow Lite \
      `tools/optimize/operator_property.cc`, `restrict_same_input_output_scale`; by running one-operator models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  private static let kinds = OperatorTraits.operators { $0.scales?.equalScales != nil }

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(Self.kinds).compactMap { judge($0, facts) }
    }
  }

  private func judge(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard let scales = op.builtin.traits.scales?.equalScales,
      let output = facts.tensor(op.outputs, 0),
      output.type.isQuantizedByte, let scale = output.quantization?.scale,
      let zeroPoint = output.quantization?.zeroPoint,
      !scales.rescalesUInt8 || output.type == .int8
    else { return nil }
    let unequal = Self.tensors(of: op, facts).filter { position, other in
      guard other.type == output.type, let otherScale = other.quantization?.scale,
        let otherZeroPoint = other.quantization?.zeroPoint
      else { return false }
      return otherScale != scale || otherZeroPoint != zeroPoint
    }
    // What every kernel rejects comes before what some kernels pass on.
    guard
      let (position, other) = unequal.first(where: { scales.answer(at: $0.input) == .rejected })
        ?? unequal.first,
      let otherScale = other.quantization?.scale, let otherZeroPoint = other.quantization?.zeroPoint
    else { return nil }
    let answer = scales.answer(at: position)
    return finding(
      "scale \(otherScale) and zero point \(otherZeroPoint) differ from the output's scale \(scale) and "
        + "zero point \(zeroPoint): \(Self.words(answer))",
      at: facts.place(op, other.tensor),
      values: [
        FindingValue("scale", otherScale), FindingValue("zero_point", otherZeroPoint),
        FindingValue("output_scale", scale), FindingValue("output_zero_point", zeroPoint),
      ],
      severity: answer == .passedOn && !Self.isNonsense(other, output) ? .warning : nil,
      offers: [
        .setQuantization(
          tensor: output.tensor.index.position, scale: otherScale, zeroPoint: otherZeroPoint,
          subgraph: facts.argument),
        .setQuantization(
          tensor: other.tensor.index.position, scale: scale, zeroPoint: zeroPoint,
          subgraph: facts.argument),
      ])
  }

  /// The inputs and outputs of the operator, with the positions of inputs.
  private static func tensors(
    of op: Operator, _ facts: SubgraphFacts
  ) -> [(input: Int?, tensor: QuantizedTensor)] {
    op.inputs.enumerated().compactMap { position, index in
      facts.tensor(index).map { (position, $0) }
    } + op.outputs.compactMap { index in facts.tensor(index).map { (nil, $0) } }
  }

  private static func words(_ answer: EqualScales.Answer) -> String {
    switch answer {
    case .rejected: "every kernel rejects the model"
    case .rejectedByXNNPACK:
      "the XNNPACK delegate, LiteRT's default path, rejects the model"
    case .rejectedByBuiltin:
      "the kernels reject the model, unless the XNNPACK delegate runs the operator"
    case .passedOn: "the codes are passed through, and represent other numbers"
    }
  }

  /// Beyond this, a code represents a different number.
  private static let mostCodes = 16.0

  /// Whether some code is off by more than `mostCodes` steps of the output.
  private static func isNonsense(_ a: QuantizedTensor, _ b: QuantizedTensor) -> Bool {
    guard let step = b.quantization?.scale, step > 0,
      let one = a.quantization?.realRange(of: a.type),
      let other = b.quantization?.realRange(of: b.type)
    else { return true }
    let off = max(
      abs(one.lowerBound - other.lowerBound), abs(one.upperBound - other.upperBound))
    return off > mostCodes * Double(step)
  }
}
