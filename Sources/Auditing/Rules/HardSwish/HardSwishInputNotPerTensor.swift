internal import ModelFacts
internal import ModelFormat

/// Flags a HARD_SWISH whose input has several scales.
struct HardSwishInputNotPerTensor: Rule {
  static let info = RuleInfo(
    id: "Q030",
    name: "hard-swish-input-not-per-tensor",
    summary: "The input of a HARD_SWISH has several scales, but the kernel reads one",
    rationale: """
      If a tensor has several scales, LiteRT's HARD_SWISH reads its scale as 0: every input becomes \
      0, and every output is the zero point, silently. The matrix operator before it reads the \
      scale of its output in the same way.
      """,
    remedy:
      "Give the input one scale and one zero point; per-channel scales belong to the weights.",
    source: """
      LiteRT `core/subgraph.cc`, `GetLegacyQuantization`; LiteRT `kernels/activations.cc`, \
      `HardSwishPrepare`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    severalScales(of: "input", \.input, context)
  }
}
