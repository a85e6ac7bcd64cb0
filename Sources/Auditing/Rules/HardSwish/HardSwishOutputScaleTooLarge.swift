internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags a HARD_SWISH whose kernel runs out of bits.
struct HardSwishOutputScaleTooLarge: Rule {
  static let info = RuleInfo(
    id: "Q035",
    name: "hard-swish-output-scale-too-large",
    summary: "The output scale of a HARD_SWISH is over 512 times the input scale",
    rationale: """
      The reference kernel then shifts a 16-bit number by 16 bits or more, and only its sign is \
      left: every output is one code above or below the zero point, and hard_swish(0) is not 0.
      """,
    remedy: "Requantize the output: all its values are within half a step.",
    fixedBy: ["requantize-hard-swish"],
    source: """
      gemmlowp `fixedpoint/fixedpoint.h`, `RoundingDivideByPOT` on int16; LiteRT \
      `kernels/internal/reference/hard_swish.h`, `HardSwish`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.hardSwishes.compactMap { site in
        guard site.conditions.contains(.outputScaleOver512x),
          let input = site.input?.quantization?.scale, let output = site.output,
          let outputScale = output.quantization?.scale
        else { return nil }
        return finding(
          "output scale / input scale is \(outputScale / input); it must be at most 512",
          at: facts.place(site.op, output.tensor),
          values: [
            FindingValue("input_scale", input), FindingValue("output_scale", outputScale),
          ], offers: [.requantizeHardSwish(op: site.op.index, subgraph: facts.argument)])
      }
    }
  }
}
