internal import Calibrating
internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags a HARD_SWISH that never gets an input between -3 and 0, and whose output could be negative.
struct UnvisitedNegativeLobe: Rule {
  static let info = RuleInfo(
    id: "D004",
    name: "unvisited-negative-lobe",
    summary: "No input value of a HARD_SWISH is between -3 and 0: no output is negative",
    rationale: """
      Only inputs between -3 and 0 give negative outputs, down to -0.375. Without them, the output \
      codes below 0 are never used on this data.
      """,
    remedy: """
      Check that the data is representative. If it is, requantize the output to the range from 0 to \
      its highest value.
      """,
    fixedBy: ["set-quantization"],
    source: "Howard et al. 2019, Searching for MobileNetV3, section 5.2: x * relu6(x + 3) / 6",
    severity: .note,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachMeasured { one, facts in
      let histogram = one.range.histogram
      // Without inputs between 0 and 3 either, the finding is that of one-sided-hard-swish.
      guard let site = facts.hardSwish(reading: one.tensor),
        !histogram.mayHoldValue(between: -3, and: 0), histogram.mayHoldValue(between: -3, and: 3),
        site.output?.hasCodesBelowZero ?? true
      else { return nil }
      return finding(
        "inputs go from \(one.range.lowest.inWords) to \(one.range.highest.inWords), none between "
          + "-3 and 0",
        at: facts.place(site.op, one.tensor),
        values: [
          FindingValue("lowest", one.range.lowest), FindingValue("highest", one.range.highest),
        ], offers: Self.offers(upTo: one.range.highest, site.output, facts))
    }
  }

  /// An output from 0 to the function of the greatest input.
  private static func offers(
    upTo input: Double, _ output: QuantizedTensor?, _ facts: SubgraphFacts
  ) -> [RewriteOffer] {
    output.map { RewriteOffer.range(0, input * min(input + 3, 6) / 6, of: $0, facts) } ?? []
  }
}

extension QuantizedTensor {
  /// Whether some of its codes are negative numbers; true for floats.
  fileprivate var hasCodesBelowZero: Bool {
    grid.map { $0.codes.lowest < $0.zeroPoint } ?? true
  }
}
