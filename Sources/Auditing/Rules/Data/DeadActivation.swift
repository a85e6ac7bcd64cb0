internal import Calibrating
internal import ModelFacts
internal import ModelFormat

/// Flags activations that always hold the same number.
struct DeadActivation: Rule {
  static let info = RuleInfo(
    id: "D005",
    name: "dead-activation",
    summary: "An activation holds the same number everywhere, for every sample",
    rationale: """
      A tensor that is the same for every input carries no information: the layers before it have no \
      effect. Usual causes are a scale so large that all values round to one code, weights that \
      are all 0, or data of another kind than the model expects.
      """,
    remedy: """
      Check that the inputs have the scale that the model expects, and compare the activation with \
      the float model's.
      """,
    source: "tflens: one value in all samples, of which there are two or more",
    severity: .warning,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    guard let samples = context.ranges?.sampleCount, samples > 1 else { return [] }
    return context.eachMeasured { one, facts in
      guard one.range.lowest == one.range.highest, !one.isPassedOn else { return nil }
      return finding(
        "all \(one.range.count) values are \(one.range.lowest.inWords), for \(samples) samples",
        at: facts.place(one.producer, one.tensor),
        values: [
          FindingValue("value", one.range.lowest), FindingValue("samples", samples),
        ])
    }
  }
}
