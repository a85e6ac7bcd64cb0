internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags a HARD_SWISH whose scales LiteRT rejects.
struct HardSwishInputScaleTooLarge: Rule {
  static let info = RuleInfo(
    id: "Q034",
    name: "hard-swish-input-scale-too-large",
    summary: "The input scale of a HARD_SWISH is at least 128 times the output scale",
    rationale: """
      The kernel multiplies the input by 128 in 16 bits, and can then only shift right; with these \
      scales, it would have to shift left. LiteRT rejects the model. Vela compiles it without the \
      left shift, so every output is too small.
      """,
    remedy: "Requantize the output: one step of the input is more than half of the output's range.",
    fixedBy: ["set-quantization"],
    source:
      "LiteRT `kernels/activations.cc`, `HardSwishPrepare` (`output_multiplier_exponent <= 0`)",
    severity: .error)

  /// The output's range is the hard-swish of the input's: the unchanged operator has no table that
  /// `--requantize-hard-swish` could compare with.
  private func offers(
    _ site: HardSwishFacts, _ output: QuantizedTensor, _ facts: SubgraphFacts
  ) -> [RewriteOffer] {
    guard let input = site.input, let range = input.quantization?.realRange(of: input.type) else {
      return []
    }
    let lowest = range.lowerBound < 0 ? -0.375 : 0
    return RewriteOffer.range(
      lowest, max(hardSwish(range.upperBound), hardSwish(range.lowerBound), 0.001), of: output,
      facts)
  }

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.hardSwishes.compactMap { site in
        guard let refusal = site.refusal, refusal.condition == .inputScaleOver128x,
          let input = site.input?.quantization?.scale, let output = site.output,
          let outputScale = output.quantization?.scale
        else { return nil }
        return finding(
          "input scale / output scale is \(input / outputScale); it must be below 128",
          at: facts.place(site.op, output.tensor),
          values: [
            FindingValue("input_scale", input), FindingValue("output_scale", outputScale),
          ], offers: offers(site, output, facts))
      }
    }
  }
}
