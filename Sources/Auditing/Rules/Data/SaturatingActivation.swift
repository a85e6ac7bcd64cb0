internal import Calibrating
internal import ModelFacts
internal import ModelFormat

/// Flags activations many of whose values have the lowest or highest code, where larger numbers can occur.
struct SaturatingActivation: Rule {
  static let info = RuleInfo(
    id: "D001",
    name: "saturating-activation",
    summary: "Values of an activation saturate at the lowest or highest code",
    rationale: """
      The scale and zero point cover a smaller range than the activation has on this data. All \
      numbers beyond it become the lowest or highest code, which no later layer can undo. Values \
      at a bound of the operator itself, such as zeros after a RELU, do not count.
      """,
    remedy: """
      Requantize the activation to the range that the float model has. Without that model, widen \
      the range and run `tflens calibrate` again, because nothing is known beyond it.
      """,
    fixedBy: ["set-quantization"],
    source: "tflens: at least 0.5% of the values at one end, measured by `tflens calibrate`",
    severity: .warning,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachMeasured { one, facts in
      guard let fit = one.fit, let producer = one.producer, !one.hasGivenGrid,
        ActivationLimits.saturates(one)
      else { return nil }
      let ends = [(fit.lowShare, "lowest"), (fit.highShare, "highest")]
        .filter { $0.0 >= ActivationLimits.saturatingShare }
        .map { "\($0.0.asPercentage) of the values have the \($0.1) code" }
      return finding(
        "\(ends.joined(separator: ", ")); the codes represent \(fit.range.lowerBound.inWords) to "
          + fit.range.upperBound.inWords,
        at: facts.place(producer, one.tensor),
        values: [
          FindingValue("low_share", fit.lowShare), FindingValue("high_share", fit.highShare),
        ], offers: Self.offers(one, fit, facts))
    }
  }

  /// The measured range if it is known, or else one of twice the width, to the sides that are too short.
  private static func offers(
    _ one: MeasuredActivations.Activation, _ fit: GridFit, _ facts: SubgraphFacts
  ) -> [RewriteOffer] {
    guard let tensor = facts.tensor(one.tensor.index) else { return [] }
    var (low, high) = (one.range.lowest, one.range.highest)
    if one.measurement.grid != nil {
      let width = fit.range.upperBound - fit.range.lowerBound
      (low, high) = (fit.range.lowerBound, fit.range.upperBound)
      if fit.lowShare >= ActivationLimits.saturatingShare { low -= width }
      if fit.highShare >= ActivationLimits.saturatingShare { high += width }
    }
    return RewriteOffer.range(low, high, of: tensor, facts)
  }
}
