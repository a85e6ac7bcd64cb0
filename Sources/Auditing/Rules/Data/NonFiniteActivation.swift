internal import Calibrating
internal import ModelFacts
internal import ModelFormat

/// Flags float activations with NaN or infinite values.
struct NonFiniteActivation: Rule {
  static let info = RuleInfo(
    id: "D008",
    name: "non-finite-activation",
    summary: "A float activation has values that are NaN or infinite",
    rationale: """
      A layer overflows, divides by 0 or takes the logarithm of 0 on this data. NaN and infinity \
      spread to every tensor computed from them, and have no code once the model is quantized.
      """,
    remedy: "Find the first operator with such values, and check its inputs and constants.",
    source: "tflens: counted by `tflens calibrate`",
    severity: .warning,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    guard let ranges = context.ranges, context.hasOwnRanges, let facts = context.subgraphs.first
    else { return [] }
    // A tensor without any finite value has no range.
    return ranges.measurements.compactMap { one in
      let counts = one.counts
      guard counts.nan > 0 || counts.infinite > 0,
        facts.subgraph.tensors.indices.contains(one.tensor)
      else { return nil }
      let tensor = facts.subgraph.tensors[one.tensor]
      return finding(
        "\(counts.nan) values are NaN and \(counts.infinite) are infinite, of "
          + "\(counts.nan + counts.infinite + counts.finite)",
        at: facts.place(facts.graph.producer(of: tensor.index), tensor),
        values: [
          FindingValue("nan_count", counts.nan), FindingValue("infinite_count", counts.infinite),
        ])
    }
  }
}
