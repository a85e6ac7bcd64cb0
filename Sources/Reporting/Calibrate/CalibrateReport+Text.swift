internal import Calibrating
internal import ModelFormat
internal import Verifying

extension CalibrateReport {
  /// The most rows of a table.
  private static let mostRows = 20

  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    let written = output.map { "; wrote \($0.description.escapedForDisplay)" } ?? ""
    switch subject {
    case .merged(let files):
      let name = text.style.bold(files.count.counted("file") + " merged:") + " "
      try text.prose(
        name + "\(Int(ranges.sampleCount).counted("sample")) of "
          + ranges.measurements.count.counted("tensor") + written)
    case .run(let calibration, let path):
      let name = text.style.bold("\(path.description.escapedForDisplay):") + " "
      try text.prose(name + answer(text.style) + written)
      try text.line()
      try text.facts(facts(calibration))
      try writeTables(to: text)
    }
  }

  /// The activations whose scale was chosen.
  private var judged: [(activation: MeasuredActivations.Activation, fit: GridFit)] {
    activations.compactMap { one in
      guard let fit = one.fit, !one.hasGivenGrid else { return nil }
      return (one, fit)
    }
  }

  private func answer(_ style: TextStyle) -> String {
    let judged = judged
    guard !judged.isEmpty else {
      return "ranges of \(ranges.measurements.count.counted("tensor")), none quantized"
    }
    let saturating = judged.count { ActivationLimits.saturates($0.activation) }
    let wide = judged.count { $0.fit.unusedBits >= ActivationLimits.unusedBits }
    let words =
      saturating == 0
      ? style.good("none of \(judged.count.counted("activation")) saturates")
      : style.bad(
        "\(saturating) of \(judged.count.counted("activation")) saturate\(saturating == 1 ? "s" : "")"
      )
    guard wide > 0 else { return words }
    return words
      + ", \(style.doubtful("\(wide) leave\(wide == 1 ? "s" : "") \(ActivationLimits.unusedBits.asFigure) bits or more unused"))"
  }

  private func facts(_ calibration: Calibration) -> [(name: String, value: String)] {
    let environment = calibration.environment
    let kernels = "\(environment.versions.a), \(ranges.kernels) kernels"
    var facts = [
      (name: "LiteRT", value: kernels.escapedForDisplay),
      ("Python", "\(environment.python), \(environment.program.description)".escapedForDisplay),
      ("samples", "\(ranges.sampleCount)"),
    ]
    var isStated = true
    if case .files(_, .some, _) = calibration.settings.inputs { isStated = false }
    for (place, source) in calibration.sources.enumerated() {
      facts.append((place == 0 ? "inputs" : "", source.words(isStated: isStated).escapedForDisplay))
    }
    let notFinite = ranges.measurements.filter { $0.counts.nan > 0 || $0.counts.infinite > 0 }
    if let first = notFinite.first {
      let (nan, infinite) = notFinite.reduce((0, 0)) {
        ($0.0 + Double($1.counts.nan), $0.1 + Double($1.counts.infinite))
      }
      facts.append(
        (
          "not finite",
          "\(nan.asFigure) NaN and \(infinite.asFigure) infinite values in "
            + "\(notFinite.count.counted("tensor")), the first in tensor \(first.tensor)"
        ))
    }
    if calibration.unreadCount > 0 {
      facts.append(
        (
          "not measured",
          "\(calibration.unreadCount.counted("tensor")) of which LiteRT keeps no data"
        ))
    }
    return facts
  }

  private func writeTables(to text: TextWriter) throws {
    let rows = judged.sorted {
      (
        ActivationLimits.saturatedShare(of: $0.activation), $0.fit.unusedBits,
        $1.activation.tensor.index.position
      ) > (
        ActivationLimits.saturatedShare(of: $1.activation), $1.fit.unusedBits,
        $0.activation.tensor.index.position
      )
    }
    if !rows.isEmpty {
      try text.heading("Activations, most saturation first, then most unused bits")
      try text.table(table(rows.prefix(Self.mostRows), text.style))
      try rest(of: rows.count, to: text)
    }
    let floats = activations.filter { $0.fit == nil }
    if !floats.isEmpty {
      try text.heading("Float tensors")
      try text.table(table(of: floats.prefix(Self.mostRows)))
      try rest(of: floats.count, to: text)
    }
  }

  private func rest(of count: Int, to text: TextWriter) throws {
    guard count > Self.mostRows else { return }
    try text.line("  \(count - Self.mostRows) more; --format json lists all")
  }

  private func table(
    _ rows: some Sequence<(activation: MeasuredActivations.Activation, fit: GridFit)>,
    _ style: TextStyle
  ) -> TextTable {
    var table = TextTable([
      .init(title: "op", isRight: true, dropsOut: 3),
      .init(title: "min", isRight: true, dropsOut: 2),
      .init(title: "max", isRight: true, dropsOut: 2),
      .init(title: "at low", isRight: true), .init(title: "at high", isRight: true),
      .init(title: "unused", isRight: true), .init(title: "used range"),
      .init(title: "name", givesWay: 1, cut: .middle),
    ])
    for (one, fit) in rows {
      table.add([
        "\(one.producer.map { "\($0.index)" } ?? "")", .init(one.range.lowest.asFigure),
        .init(one.range.highest.asFigure),
        Self.share(fit.lowShare, of: one), Self.share(fit.highShare, of: one),
        .init("\(fit.unusedBits.rounded(toDigits: 1)) bits"),
        .init(RangeBar(of: one.range, in: fit.range).text(style)),
        .init(one.tensor.nameText),
      ])
    }
    return table
  }

  /// Nothing for an input, of which the facts say how many numbers had no code.
  private static func share(
    _ share: Double, of activation: MeasuredActivations.Activation
  ) -> TextTable.Cell {
    guard share > 0, activation.producer != nil else { return "-" }
    let text = "\(max(0.001, share * 100).asFigure)%"
    return share >= ActivationLimits.saturatingShare ? .init(text) { $0.bad($1) } : .init(text)
  }

  private func table(
    of floats: some Sequence<MeasuredActivations.Activation>
  ) -> TextTable {
    var table = TextTable([
      .init(title: "op", isRight: true, dropsOut: 1),
      .init(title: "min", isRight: true), .init(title: "max", isRight: true),
      .init(title: "mean", isRight: true), .init(title: "deviation", isRight: true),
      .init(title: "name", givesWay: 1, cut: .middle),
    ])
    for one in floats {
      let range = one.range
      table.add([
        "\(one.producer.map { "\($0.index)" } ?? "")", .init(range.lowest.asFigure),
        .init(range.highest.asFigure), .init(range.mean.asFigure),
        .init(range.deviation.asFigure), .init(one.tensor.nameText),
      ])
    }
    return table
  }
}
