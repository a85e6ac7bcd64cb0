internal import ModelFacts
internal import ModelFormat

/// Flags operators that move or compare codes between tensors of different grids.
struct UnequalScales: Rule {
  static let info = RuleInfo(
    id: "Q021",
    name: "unequal-scales",
    summary: "An operator that hands codes on has tensors of different scale or zero point",
    rationale: """
      Moving, pooling and comparing work on codes: input and output must have one scale and one \
      zero point, to the last bit. Some kernels check that and refuse the model, some only in the \
      XNNPACK delegate, which is LiteRT's default path; the rest hand the codes on, and the same \
      code stands for another number behind the operator.
      """,
    remedy: "Give the tensors one scale and zero point, or put a QUANTIZE between them.",
    mendedBy: ["set-quantization"],
    source: """
      LiteRT 8-bit quantization specification, "Operator specifications"; TensorFlow Lite \
      `tools/optimize/operator_property.cc`, `restrict_same_input_output_scale`; the kernels' \
      answers by running one-operator models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  /// What LiteRT makes of tensors that differ.
  private enum Answer: String {
    case refused = "every kernel refuses the model"
    case refusedByXNNPACK = "the XNNPACK delegate, LiteRT's default path, refuses the model"
    case handedOn = "the codes are handed on, and stand for other numbers"
  }

  private static let answers: [BuiltinOperator: Answer] = [
    .concatenation: .refused, .pack: .refused, .mirrorPad: .refused, .expandDims: .refused,
    .batchToSpaceND: .refused, .spaceToBatchND: .refused, .reduceMax: .refused,
    .reduceMin: .refused,
    .maxPool2D: .refusedByXNNPACK, .pad: .refusedByXNNPACK, .resizeBilinear: .refusedByXNNPACK,
    .slice: .refusedByXNNPACK, .stridedSlice: .refusedByXNNPACK, .transpose: .refusedByXNNPACK,
    .spaceToDepth: .refusedByXNNPACK, .depthToSpace: .refusedByXNNPACK, .split: .refusedByXNNPACK,
    .averagePool2D: .handedOn, .reshape: .handedOn, .resizeNearestNeighbor: .handedOn,
    .squeeze: .handedOn, .gather: .handedOn, .gatherND: .handedOn, .tile: .handedOn,
    .broadcastTo: .handedOn, .reverseV2: .handedOn, .maximum: .handedOn, .minimum: .handedOn,
    .padV2: .handedOn, .splitV: .handedOn, .unpack: .handedOn,
  ]

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(Self.answers.keys).compactMap { judge($0, facts) }
    }
  }

  private func judge(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard let answer = Self.answers[op.builtin], let output = facts.tensor(op.outputs, 0),
      output.type.isQuantizedByte, let scale = output.quantization?.scale,
      let zeroPoint = output.quantization?.zeroPoint,
      // CONCATENATION rescales unsigned codes.
      op.builtin != .concatenation || output.type == .int8
    else { return nil }
    let others = [op.inputs, op.outputs].joined().compactMap { facts.tensor($0) }
    for other in others where other.type == output.type {
      guard let otherScale = other.quantization?.scale,
        let otherZeroPoint = other.quantization?.zeroPoint,
        otherScale != scale || otherZeroPoint != zeroPoint
      else { continue }
      return finding(
        "scale and zero point are \(otherScale) and \(otherZeroPoint), at the output \(scale) and "
          + "\(zeroPoint): \(answer.rawValue)",
        at: facts.place(op, other.tensor),
        values: [
          FindingValue("scale", otherScale), FindingValue("zero_point", otherZeroPoint),
          FindingValue("output_scale", scale), FindingValue("output_zero_point", zeroPoint),
        ],
        severity: answer == .handedOn && !Self.isNonsense(other, output) ? .warning : nil,
        offers: [
          .setQuantization(
            tensor: output.tensor.index.position, scale: otherScale, zeroPoint: otherZeroPoint,
            subgraph: facts.argument),
          .setQuantization(
            tensor: other.tensor.index.position, scale: scale, zeroPoint: zeroPoint,
            subgraph: facts.argument),
        ])
    }
    return nil
  }

  /// Past this a code stands for another number altogether.
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
