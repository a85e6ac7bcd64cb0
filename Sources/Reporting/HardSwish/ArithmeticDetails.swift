internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The integers of one site, for people: multipliers, error, where the curve bends, and the curve.
struct ArithmeticDetails {
  private let entry: HardSwishSurvey.Entry

  init(_ entry: HardSwishSurvey.Entry) { self.entry = entry }

  /// Writes them; nothing for a site that the runtime does not compute in integers.
  func write(to text: TextWriter) throws {
    guard let analysis = entry.arithmetic.analysis else { return }
    let preparation = analysis.preparation
    let kernel = analysis.kernel.name(for: preparation.input.codes)
    try text.heading("Arithmetic of \(kernel) at \(entry.site.op.label)")

    var facts: [(name: String, value: String)] = []
    func fact(_ name: String, _ value: String) { facts.append((name, value)) }
    fact(
      "output multiplier",
      "\(preparation.realOutputMultiplier.asExact) = \(preparation.outputMultiplier.text)")
    fact("gate multiplier", preparation.reluishMultiplier.text)
    fact("breakpoints", bends(analysis))
    fact("error", error(analysis))
    fact(
      "outputs",
      "below 0 for \(analysis.codesBelowZero.counted("input code")), "
        + "saturated for \(analysis.saturatedCodes == 0 ? "none" : "\(analysis.saturatedCodes)")")
    fact("other kernels", analysis.kernelDifference ?? "same results")
    try text.facts(facts)

    try text.line()
    let curve = TransferCurve(analysis)
    for line in curve.lines(isUnicode: text.style.isUnicode, width: text.width.map { $0 - 2 }) {
      try text.line("  " + line)
    }
  }

  private func bends(_ analysis: HardSwishAnalysis) -> String {
    "-3 is at input code \(analysis.positionOfMinusThree.asFigure), "
      + "+3 at \(analysis.positionOfThree.asFigure)"
  }

  private func error(_ analysis: HardSwishAnalysis) -> String {
    guard let worst = analysis.maxErrorCodes, let mean = analysis.meanErrorCodes else {
      return "undefined without a scale"
    }
    return "at most \(worst.counted("code")), \(mean.asFigure) on average, "
      + "against x * relu6(x + 3) / 6 rounded to the output's codes"
  }
}

extension HardSwishAnalysis {
  /// How the other kernels differ, in words; nil if all compute the same.
  var kernelDifference: String? {
    let differences = HardSwishKernel.allCases.filter { $0 != kernel }.compactMap { other in
      let steps = zip(other.table(preparation), table).map { abs($0 - $1) }
      let count = steps.count { $0 > 0 }
      guard count > 0 else { return nil as String? }
      return "\(other.rawValue) differs at \(count.counted("input code")), "
        + "by \(Int(steps.max() ?? 0).counted("code")) at most"
    }
    return differences.isEmpty ? nil : differences.joined(separator: "; ")
  }
}

extension NarrowMultiplier {
  /// `20000 * 2^(-1 - 15)`.
  var text: String { "\(mantissa) * 2^(\(exponent) - 15)" }
}
