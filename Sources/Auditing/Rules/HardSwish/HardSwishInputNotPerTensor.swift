internal import ModelFacts
internal import ModelFormat

/// Flags a HARD_SWISH whose input has several scales.
struct HardSwishInputNotPerTensor: Rule {
  static let info = RuleInfo(
    id: "Q030",
    name: "hard-swish-input-not-per-tensor",
    summary: "The input of a HARD_SWISH has several scales where one is read",
    rationale: """
      LiteRT's HARD_SWISH reads the scale of a tensor that has several as 0: every input becomes \
      0, and the model gives the zero point everywhere, with no error. The matrix operator before \
      it reads the scale of its output in the same way.
      """,
    remedy:
      "Give the input one scale and one zero point; scales per channel belong to the weights.",
    source: """
      LiteRT `core/subgraph.cc`, `GetLegacyQuantization`; LiteRT `kernels/activations.cc`, \
      `HardSwishPrepare`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    severalScales(of: "input", \.input, context)
  }
}
