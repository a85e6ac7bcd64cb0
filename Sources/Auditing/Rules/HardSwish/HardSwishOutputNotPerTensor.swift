internal import ModelFacts
internal import ModelFormat

/// Flags a HARD_SWISH whose output has several scales.
struct HardSwishOutputNotPerTensor: Rule {
  static let info = RuleInfo(
    id: "Q031",
    name: "hard-swish-output-not-per-tensor",
    summary: "The output of a HARD_SWISH has several scales, but the kernel reads one",
    rationale: """
      Per-channel scales belong to the weights of a matrix operator and end in its accumulator; an \
      activation has one scale. If a tensor has several, LiteRT's HARD_SWISH reads its scale as 0: \
      the model loads, runs, and silently returns the zero point for every input. Vela leaves the \
      operator to the CPU.
      """,
    remedy: "Give the output one scale and one zero point for the whole tensor.",
    source: """
      LiteRT `core/subgraph.cc`, `GetLegacyQuantization`; LiteRT `kernels/activations.cc`, \
      `HardSwishPrepare`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    severalScales(of: "output", \.output, context)
  }
}
