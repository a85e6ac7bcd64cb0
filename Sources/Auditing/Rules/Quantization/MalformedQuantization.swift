internal import ModelFacts
internal import ModelFormat

/// Flags scales and zero points whose counts fit neither each other nor the shape.
struct MalformedQuantization: Rule {
  static let info = RuleInfo(
    id: "Q002",
    name: "malformed-quantization",
    summary: "Scales, zero points and shape are inconsistent",
    rationale: """
      A tensor has one scale and one zero point, or one of each per position along its quantized \
      dimension. The quantized dimension must exist even if there is only one scale. LiteRT \
      rejects a model with any other count or dimension.
      """,
    remedy:
      "Write one scale and zero point per channel, or one of each for the tensor; the quantized dimension must exist.",
    source: "LiteRT `core/interpreter_builder.cc`, `ParseQuantization`", severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.allTensors.compactMap { tensor in
        guard let quantization = tensor.quantization, let problem = quantization.problem else {
          return nil
        }
        return finding(
          problem, at: facts.place(facts.graph.producer(of: tensor.tensor.index), tensor.tensor),
          values: [
            FindingValue("scales", quantization.scales.count),
            FindingValue("zero_points", quantization.zeroPoints.count),
          ])
      }
    }
  }
}
