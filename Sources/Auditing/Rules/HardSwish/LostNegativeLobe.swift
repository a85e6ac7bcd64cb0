internal import ModelFacts
internal import ModelFormat

/// Flags a HARD_SWISH whose dip below 0 is lost.
struct LostNegativeLobe: Rule {
  static let info = RuleInfo(
    id: "Q036",
    name: "lost-negative-lobe",
    summary: "No output value of a HARD_SWISH is below 0: its negative lobe is lost",
    rationale: """
      Between -3 and 0 the function dips to -0.375. If the output scale is larger than twice \
      that, or the zero point is the lowest code, the whole lobe becomes 0, and the operator \
      computes something closer to RELU than to the function that was trained.
      """,
    remedy: """
      Quantize the output so that it can represent -0.375: a zero point above the lowest code, and \
      a scale of at most 0.75.
      """,
    fixedBy: ["requantize-hard-swish"],
    source: """
      tflens: every input code through the kernel of LiteRT \
      `kernels/internal/reference/hard_swish.h`
      """,
    severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.hardSwishes.compactMap { site in
        guard site.losesNegativeLobe == true, let output = site.output,
          let scale = output.quantization?.scale, let zeroPoint = output.quantization?.zeroPoint,
          scale > 0, scale.isFinite
        else { return nil }
        return finding(
          "with scale \(scale) and zero point \(zeroPoint), inputs between -3 and 0 give no output "
            + "below 0",
          at: facts.place(site.op, output.tensor),
          values: [FindingValue("scale", scale), FindingValue("zero_point", zeroPoint)],
          offers: [.requantizeHardSwish(op: site.op.index, subgraph: facts.argument)])
      }
    }
  }
}
