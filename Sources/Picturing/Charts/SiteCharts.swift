internal import ModelFacts
internal import ModelFormat
internal import QuantMath
internal import Reporting

/// The three charts of a HARD_SWISH: what it computes, how far that is from the real function, and the
/// factors that end before it.
struct SiteCharts {
  let entry: HardSwishSurvey.Entry
  /// Numbers the site's charts on the page.
  let number: Int
  /// The output of the operators that took the site's place, for each input code; nil if none did.
  var rewritten: (table: [Int32], grid: Grid)?

  /// Draws what can be drawn of the site.
  func write(to page: MarkupWriter) {
    page.element("div", .style("figures")) {
      if let analysis = entry.arithmetic.analysis, isDrawable(analysis) {
        writeCurve(analysis, to: page)
        writeErrors(analysis, to: page)
      }
      writeMultipliers(to: page)
    }
  }

  private func isDrawable(_ analysis: HardSwishAnalysis) -> Bool {
    let (input, output) = (analysis.preparation.input, analysis.preparation.output)
    return input.hasUsableScale && output.hasUsableScale && input.scale > 0 && output.scale > 0
  }

  // MARK: The transfer curve

  private func writeCurve(_ analysis: HardSwishAnalysis, to page: MarkupWriter) {
    let (input, output) = (analysis.preparation.input, analysis.preparation.output)
    let range = input.realRange
    let window = Self.window(range.lowestCode...range.highestCode)
    let all = (input.codes.lowest...input.codes.highest).map { input.real($0) }
    let drawn = all.indices.filter { window.contains(all[$0]) }
    let reals = drawn.map { all[$0] }
    let results = drawn.map { output.real(analysis.table[$0]) }
    let curve = stride(from: 0, through: 1, by: 1 / 128.0).map {
      window.lowerBound + $0 * (window.upperBound - window.lowerBound)
    }
    let after = rewritten.map { rewritten in
      drawn.map { rewritten.grid.real(rewritten.table[$0]) }
    }
    let heights = curve.map(hardSwish) + results + (after ?? [])
    let chart = Chart(
      "Transfer curve of operator \(entry.site.op.index)", id: Anchor("curve", number), width: 340,
      height: 230)
    let x = ChartScale(window, to: chart.across)
    let y = ChartScale((heights.min() ?? 0)...(heights.max() ?? 1), to: chart.up)
    figure(
      page, chart,
      legend: [("real", "real function"), ("table", "integer table")]
        + (rewritten == nil ? [] : [("after", "after the rewrite")])
    ) {
      chart.drawRows(y, 5, on: page)
      chart.drawColumns(x, 6, on: page)
      drawBends(chart, x, on: page)
      let exact = PathText(through: curve.map { (x.place($0), y.place(hardSwish($0))) })
      page.shape("path", .style("real"), .of(.d, exact.text))
      page.shape("path", .style("table"), .of(.d, steps(reals, results, x, y).text))
      if let after {
        page.shape("path", .style("after"), .of(.d, steps(reals, after, x, y).text))
      }
    } caption: {
      page.text(
        "The input covers \(range.lowestCode.asFigure) to \(range.highestCode.asFigure)"
          + (drawn.count == all.count ? "" : "; only the part around the bends is drawn"))
    }
  }

  /// What is drawn of the input: all of it, or where the function bends, if that would be too small to see.
  private static func window(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let bends = -6.0...6
    guard range.upperBound - range.lowerBound > 18, range.overlaps(-3...3) else { return range }
    return range.clamped(to: bends)
  }

  /// A stair: the output of a code holds to the middle between it and its neighbours.
  private func steps(
    _ reals: [Double], _ results: [Double], _ x: ChartScale, _ y: ChartScale
  ) -> PathText {
    guard reals.count > 1 else { return PathText() }
    let half = (reals[1] - reals[0]) / 2
    var path = PathText()
    var last: Double?
    for (real, result) in zip(reals, results) where result != last {
      let (left, height) = (x.place(real - half), y.place(result))
      if last == nil { path.move(left, height) } else { path.horizontal(to: left) }
      if last != nil { path.vertical(to: height) }
      last = result
    }
    path.horizontal(to: x.places.high)
    return path
  }

  /// Where the function bends, if the input reaches that far.
  private func drawBends(_ chart: Chart, _ x: ChartScale, on page: MarkupWriter) {
    for (bend, name, isLeft) in [(-3.0, "−3", true), (3.0, "+3", false)]
    where x.domain.contains(bend) {
      let place = x.place(bend)
      var path = PathText()
      path.move(place, chart.up.low)
      path.vertical(to: chart.up.high)
      page.shape("path", .style("bend"), .of(.d, path.text))
      page.element(
        "text", isLeft ? .style("end") : nil, .x(place + (isLeft ? -4 : 4)), .y(chart.up.high + 10),
        text: name)
    }
  }

  // MARK: The error

  private func writeErrors(_ analysis: HardSwishAnalysis, to page: MarkupWriter) {
    let (input, output) = (analysis.preparation.input, analysis.preparation.output)
    let errors = Self.errors(of: analysis.table, from: input, on: output)
    let after = rewritten.map { Self.errors(of: $0.table, from: input, on: $0.grid) }
    let worst = max(1, (errors + (after ?? [])).map(\.magnitude).max() ?? 1)
    let chart = Chart(
      "Error of operator \(entry.site.op.index) by input code", id: Anchor("error", number),
      width: 340, height: 230)
    let x = ChartScale(
      Double(input.codes.lowest)...Double(input.codes.highest), to: chart.across)
    let y = ChartScale(-worst...worst, to: chart.up)
    let words = "integer table − real function, in output codes"
    figure(
      page, chart,
      legend: [("bar", words)] + (after == nil ? [] : [("after", "after the rewrite")])
    ) {
      chart.drawRows(y, min(4, 2 * Int(saturating: worst)), on: page)
      chart.drawColumns(x, 6, on: page)
      page.shape("path", .style("bar"), .of(.d, Self.bars(errors, x, y).text))
      if let after {
        page.shape("path", .style("after"), .of(.d, Self.bars(after, x, y, shift: 1.5).text))
      }
    } caption: {
      page.text("Differs \(Self.words(about: errors))")
      if let after { page.text("; after the rewrite, \(Self.words(about: after))") }
    }
  }

  /// How far each result is from the code nearest to the real function.
  private static func errors(
    of table: [Int32], from input: Grid, on output: Grid
  ) -> [Double] {
    zip(input.codes.lowest...input.codes.highest, table).map { code, result in
      Double(result) - Double(nearestHardSwish(code, input: input, output: output))
    }
  }

  /// A bar for each code that is off; those of a second table stand a little to the right.
  private static func bars(
    _ errors: [Double], _ x: ChartScale, _ y: ChartScale, shift: Double = 0
  ) -> PathText {
    var path = PathText()
    for (place, error) in errors.enumerated() where error != 0 {
      path.move(x.place(x.domain.lowerBound + Double(place)) + shift, y.place(0))
      path.vertical(to: y.place(error))
    }
    return path
  }

  /// `at 3 of 256 input codes, by 1 code at most`.
  private static func words(about errors: [Double]) -> String {
    let count = errors.count { $0 != 0 }
    guard count > 0 else { return "at no input code" }
    let worst = Int(saturating: errors.map(\.magnitude).max() ?? 0)
    return "at \(count) of \(errors.count) input codes, by \(worst.counted("code")) at most"
  }

  // MARK: The multipliers

  private func writeMultipliers(to page: MarkupWriter) {
    guard let multipliers = entry.site.producer?.multipliers,
      let low = multipliers.filter({ $0 > 0 && $0.isFinite }).min(),
      let high = multipliers.filter({ $0 > 0 && $0.isFinite }).max()
    else { return }
    let chart = Chart(
      "Multipliers of operator \(entry.site.producer?.matrix.op.index ?? 0) by output channel",
      id: Anchor("multipliers", number), width: 340, height: 230)
    let x = ChartScale(0...Double(multipliers.count), to: chart.across)
    let y = ChartScale(logarithmic: low / 1.1...high * 1.1, to: chart.up)
    figure(
      page, chart,
      legend: [("dot", "multiplier per channel, on a log scale")]
    ) {
      chart.drawRows(y, 5, on: page)
      chart.drawColumns(x, 5, on: page)
      page.shape("path", .style("dot"), .of(.d, Self.marks(multipliers, x, y).text))
    } caption: {
      page.text(
        multipliers.count == 1
          ? "One multiplier for all channels, \(low.asFigure)"
          : "\(multipliers.count) channels, \(low.asFigure) to \(high.asFigure), "
            + "a ratio of \((high / low).asFigure)")
    }
  }

  /// A mark for each channel; of very many, a line from the least to the greatest of neighbours.
  private static func marks(
    _ multipliers: [Double], _ x: ChartScale, _ y: ChartScale
  ) -> PathText {
    var path = PathText()
    let step = max(1, multipliers.count / 1_000)
    for start in stride(from: 0, to: multipliers.count, by: step) {
      let some = multipliers[start..<min(multipliers.count, start + step)].filter { $0 > 0 }
      guard let low = some.min(), let high = some.max() else { continue }
      let left = x.place(Double(start))
      path.move(left, y.place(low))
      if low < high { path.vertical(to: y.place(high)) }
      // As wide as the channels, but never too small to see.
      path.horizontal(to: max(left + 1.5, x.place(Double(start) + 0.8 * Double(step))))
    }
    return path
  }

  private func figure(
    _ page: MarkupWriter, _ chart: Chart, legend: [(style: StaticString, words: String)],
    drawing: () -> Void, caption: () -> Void
  ) {
    page.element("figure") {
      page.element("p", .style("legend")) {
        for entry in legend {
          page.element("span", .style("entry")) {
            page.element("span", .style(entry.style)) {}
            page.text(entry.words)
          }
        }
      }
      chart.write(to: page, content: drawing)
      page.element("figcaption", content: caption)
    }
  }
}
