internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags scales that are 0, negative, infinite or no number.
struct UnusableScale: Rule {
  static let info = RuleInfo(
    id: "Q001",
    name: "unusable-scale",
    summary: "A scale is 0, negative, below 2^-126, infinite or not a number",
    rationale: """
      A scale is the real distance between two codes. With one that is 0, infinite or NaN, kernels \
      divide by it: every output becomes the zero point, or the XNNPACK delegate refuses the whole \
      model, or ends the process. A weight scale of 0 is what converters give a channel whose \
      weights are all 0, and harmless.
      """,
    remedy: "Quantize the tensor again, with data that reaches it during calibration.",
    mendedBy: ["set-quantization"],
    source: """
      LiteRT 8-bit quantization specification, "Specification summary" (scales are positive); \
      LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `GetXNNPackDatatype`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.allTensors.compactMap { tensor in
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
            FindingValue("channels", count),
          ],
          severity: tensor.isConstant ? Self.severity(ofConstant: scale) : nil)
      }
    }
  }

  /// LiteRT computes with such weights and biases, whatever their sign.
  private static func severity(ofConstant scale: Float) -> Severity? {
    scale.isFinite ? (scale < 0 ? .warning : .note) : nil
  }
}
