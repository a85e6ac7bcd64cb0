internal import Calibrating
internal import ModelFacts
internal import ModelFormat

/// Flags activations whose values use a small part of the range of their codes.
struct WideActivationRange: Rule {
  static let info = RuleInfo(
    id: "D002",
    name: "wide-activation-range",
    summary: "An activation leaves at least 1.5 bits of its codes unused",
    rationale: """
      The scale and zero point cover a much larger range than the activation has on this data. \
      Each step is then coarser than necessary: a range that is four times too wide costs two of \
      eight bits. A few outliers during calibration, or data of another kind, are the usual cause.
      """,
    remedy: "Requantize the activation to the range that it has on representative data.",
    fixedBy: ["set-quantization"],
    source: "tflens: 1.5 unused bits or more, measured by `tflens calibrate`",
    severity: .warning,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    // Behind values that were cut off, a range says little of what it will be without that.
    let clamped = context.clamped
    return context.eachMeasured { one, facts in
      let range = one.range
      guard clamped?.reach(one.tensor.index) != true, let fit = one.fit, !one.hasGivenGrid,
        range.lowest < range.highest,
        fit.unusedBits >= ActivationLimits.unusedBits
      else { return nil }
      return finding(
        "values go from \(range.lowest.inWords) to \(range.highest.inWords), the codes represent "
          + "\(fit.range.lowerBound.inWords) to \(fit.range.upperBound.inWords): "
          + "\(((fit.unusedBits * 10).rounded() / 10).inWords) bits are unused",
        at: facts.place(one.producer, one.tensor),
        values: [
          FindingValue("unused_bits", fit.unusedBits), FindingValue("lowest", range.lowest),
          FindingValue("highest", range.highest),
        ],
        // Callers of the model rely on the scale of an input.
        fix: one.producer == nil
          ? "Check the normalization of the data: --mean and --std of `tflens calibrate`." : nil,
        offers: one.producer == nil ? [] : Self.offers(range, facts.tensor(one.tensor.index), facts)
      )
    }
  }

  private static func offers(
    _ range: TensorRange, _ tensor: QuantizedTensor?, _ facts: SubgraphFacts
  ) -> [RewriteOffer] {
    tensor.map { RewriteOffer.range(range.lowest, range.highest, of: $0, facts) } ?? []
  }
}
