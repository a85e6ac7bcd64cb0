internal import Calibrating
internal import ModelFacts
internal import ModelFormat

/// Flags a HARD_SWISH whose inputs are all outside of -3 to 3.
struct OneSidedHardSwish: Rule {
  static let info = RuleInfo(
    id: "D003",
    name: "one-sided-hard-swish",
    summary: "No input value of a HARD_SWISH is between -3 and 3, where it differs from RELU",
    rationale: """
      At 3 and above, HARD_SWISH is the identity; at -3 and below, it is 0. On inputs that never lie \
      between, it computes exactly RELU, the identity or 0, at the cost of an operator that many \
      accelerators do not support.
      """,
    remedy: """
      Check that the data is representative; then replace the operator by RELU, or remove it, in \
      the model's source.
      """,
    source: "Howard et al. 2019, Searching for MobileNetV3, section 5.2: x * relu6(x + 3) / 6",
    severity: .note,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachMeasured { one, facts in
      guard let site = facts.hardSwish(reading: one.tensor),
        !one.range.histogram.mayHoldValue(between: -3, and: 3)
      else { return nil }
      let same =
        one.range.lowest > -3 ? "the identity" : one.range.highest < 3 ? "always 0" : "RELU"
      return finding(
        "inputs go from \(one.range.lowest.inWords) to \(one.range.highest.inWords), none between "
          + "-3 and 3: on this data it is \(same)",
        at: facts.place(site.op, one.tensor),
        values: [
          FindingValue("lowest", one.range.lowest), FindingValue("highest", one.range.highest),
        ])
    }
  }
}

extension SubgraphFacts {
  /// The first HARD_SWISH that reads a tensor; nil if none does.
  func hardSwish(reading tensor: Tensor) -> HardSwishFacts? {
    hardSwishes.first { $0.input?.tensor.index == tensor.index }
  }
}
