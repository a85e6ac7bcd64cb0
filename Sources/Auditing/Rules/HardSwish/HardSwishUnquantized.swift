internal import ModelFacts
internal import ModelFormat

/// Flags an integer HARD_SWISH with a tensor without a scale.
struct HardSwishUnquantized: Rule {
  static let info = RuleInfo(
    id: "Q032",
    name: "hard-swish-unquantized",
    summary: "An integer HARD_SWISH has a tensor without a scale",
    rationale: """
      LiteRT silently reads a missing scale as 0: whatever the input, every output code is the \
      zero point.
      """,
    remedy: "Quantize the tensor, with one scale and one zero point.",
    source: """
      LiteRT `kernels/activations.cc`, `HardSwishPrepare`; by running one-operator models in \
      ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.hardSwishes.filter(\.isInteger).compactMap { site in
        let sides = [("input", site.input), ("output", site.output)]
        for case (let side, let tensor?) in sides
        where !tensor.type.isFloat && tensor.quantization == nil {
          return finding(
            "the \(side) is \(tensor.type.name) without a scale",
            at: facts.place(site.op, tensor.tensor),
            values: [FindingValue("type", tensor.type.name)])
        }
        return nil
      }
    }
  }
}
