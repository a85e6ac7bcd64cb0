internal import ModelFacts
internal import ModelFormat

/// Flags files whose weights are read in so many ways that an audit does not read them all.
struct SharedConstantInManyWays: Rule {
  static let info = RuleInfo(
    id: "F017",
    name: "shared-constant-in-many-ways",
    summary: "Many tensors share one buffer but have different shapes or zero points",
    rationale: """
      Tools share a buffer between equal constants, so such tensors have the same shape and zero \
      points. Here they differ, and reading each would cost many times the file's size, so rules \
      that read weights skip some of them. Such a file is probably damaged, or crafted to waste time.
      """,
    remedy: "Give tensors with different shapes or zero points separate buffers.",
    source: "tflens: tflens reads at most twice the file's size plus 1 MiB of weights",
    severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    var allowance = ViewAllowance(context.model.file)
    var seen: Set<WeightReader.Key> = []
    var (skipped, first): (Int, FindingPlace?) = (0, nil)
    for facts in context.subgraphs {
      for producer in facts.matrixOperators {
        guard let weights = producer.weights?.tensor,
          let key = WeightReader.Key(weights, axis: producer.matrix.channelAxis),
          seen.insert(key).inserted, !allowance.spend(key.count)
        else { continue }
        skipped += 1
        first = first ?? facts.place(producer.matrix.op, weights)
      }
      if facts.alike.skippedCount > 0 {
        skipped = max(skipped, facts.alike.skippedCount)
        first = first ?? facts.place()
      }
    }
    guard let first else { return [] }
    return [
      finding(
        "the weights of \(skipped.counted("operator")) share data with others in too many ways, so "
          + "rules skip them", at: first,
        values: [FindingValue("operators", skipped)])
    ]
  }
}
