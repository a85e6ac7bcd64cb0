internal import Calibrating
internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags inputs of the model whose codes do not reach as far as the data.
struct ClippedInput: Rule {
  static let info = RuleInfo(
    id: "D007",
    name: "clipped-input",
    summary: "The data has numbers outside the quantized range of a model input",
    rationale: """
      An input was quantized for one normalization of the data, such as 0 to 1. Numbers outside \
      that range become its lowest or highest code before the model sees them.
      """,
    remedy: """
      Give the data the normalization that the model was trained with (--mean and --std for \
      pixels). If it has that, requantize the input to the range of the data.
      """,
    fixedBy: ["set-quantization"],
    source: "tflens: at least 0.5% of the numbers have no code, counted by `tflens calibrate`",
    severity: .warning,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachMeasured { one, facts in
      let share = ActivationLimits.clippedShare(of: one)
      let given = one.measurement.given
      guard one.producer == nil, let fit = one.fit, let grid = facts.tensor(one.tensor.index)?.grid,
        share >= ActivationLimits.saturatingShare,
        // Scale and zero point may be others than when the numbers were counted.
        given.map({ Self.isOutside($0, fit.range, by: Double(grid.scale) / 2) }) ?? true
      else { return nil }
      return finding(
        "\(share.asPercentage) of the numbers in the data are outside of "
          + "\(fit.range.lowerBound.inWords) to \(fit.range.upperBound.inWords)",
        at: facts.place(nil, one.tensor), values: [FindingValue("clipped_share", share)],
        offers: given.flatMap { given in
          facts.tensor(one.tensor.index).map {
            RewriteOffer.range(given.lowerBound, given.upperBound, of: $0, facts)
          }
        } ?? [])
    }
  }

  /// Whether numbers are farther out than what rounds to the last code.
  private static func isOutside(
    _ numbers: ClosedRange<Double>, _ range: ClosedRange<Double>, by slack: Double
  ) -> Bool {
    // Rounded scales move the ends a little.
    numbers.lowerBound < range.lowerBound - 1.01 * slack
      || numbers.upperBound > range.upperBound + 1.01 * slack
  }
}
