internal import Calibrating
internal import ModelFacts
internal import ModelFormat

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
      pixels), or quantize the model again with this data.
      """,
    source: "Own: at least 0.5% of the numbers have no code, counted by `tflens calibrate`",
    severity: .warning,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachMeasured { one, facts in
      let share = ActivationLimits.clippedShare(of: one)
      guard one.producer == nil, let fit = one.fit, share >= ActivationLimits.saturatingShare
      else { return nil }
      return finding(
        "\(share.asPercentage) of the numbers in the data are outside of "
          + "\(fit.range.lowerBound.inWords) to \(fit.range.upperBound.inWords)",
        at: facts.place(nil, one.tensor), values: [FindingValue("clipped_share", share)])
    }
  }
}
