internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags scales that are 0, negative, infinite or NaN.
struct UnusableScale: Rule {
  static let info = RuleInfo(
    id: "Q001",
    name: "unusable-scale",
    summary: "A scale is 0, negative, below 2^-126, infinite or not a number",
    rationale: """
      A scale is the real distance between two codes, and kernels divide by it. If it is 0, \
      infinite or NaN, every output becomes the zero point, or the XNNPACK delegate rejects the \
      whole model or crashes. Converters give a channel whose weights are all 0 the weight \
      scale 0: convolutions compute with it, but the XNNPACK delegate rejects FULLY_CONNECTED. The \
      scale of a bias is exempt: no kernel divides by it.
      """,
    remedy:
      "Calibrate again, with data that gives this tensor values other than 0, and requantize it.",
    source: """
      LiteRT 8-bit quantization specification, "Specification summary" (scales are positive); \
      LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `GetXNNPackDatatype`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      // In most models every scale is usable.
      guard
        facts.allTensors.contains(where: { $0.quantization.map { !$0.hasNormalScales } ?? false })
      else { return [] }
      let roles = Roles(facts)
      return facts.allTensors.compactMap { tensor in
        guard let quantization = tensor.quantization, !quantization.hasNormalScales,
          let channel = quantization.scales.firstIndex(where: { !$0.isPositiveNormal })
        else { return nil }
        let scale = quantization.scales[channel]
        let count = quantization.scales.count { !$0.isPositiveNormal }
        let place = quantization.scales.count > 1 ? " in channel \(channel)" : ""
        return finding(
          "the scale is \(scale)\(place); it must be a positive normal number",
          at: facts.place(facts.graph.producer(of: tensor.tensor.index), tensor.tensor),
          values: [
            FindingValue("scale", scale), FindingValue("channel", channel),
            FindingValue("affected_channels", count),
          ],
          severity: tensor.isConstant ? roles.severity(of: tensor, scale) : nil)
      }
    }
  }
}

/// How matrix operators use the constants of a subgraph.
private struct Roles {
  /// Weights that the XNNPACK delegate passes to its own FULLY_CONNECTED, which checks every scale.
  private var checked: Set<TensorIndex> = []
  private var biases: Set<TensorIndex> = []

  init(_ facts: SubgraphFacts) {
    for producer in facts.matrixOperators {
      if let bias = producer.bias, [.int32, .int64].contains(bias.type) {
        biases.insert(bias.tensor.index)
      }
      guard producer.matrix.op.builtin == .fullyConnected, let weights = producer.weights,
        [.int8, .int4].contains(weights.type), let input = producer.input,
        [.float32, .int8].contains(input.type),
        producer.matrix.op.inputs.contains(weights.tensor.index)
      else { continue }
      checked.insert(weights.tensor.index)
    }
  }

  /// The severity, if it is not an error: LiteRT computes with other weights and biases, whatever the sign.
  func severity(of tensor: QuantizedTensor, _ scale: Float) -> Severity? {
    if checked.contains(tensor.tensor.index) { return nil }
    if biases.contains(tensor.tensor.index) { return .note }
    return scale.isFinite ? (scale < 0 ? .warning : .note) : nil
  }
}
