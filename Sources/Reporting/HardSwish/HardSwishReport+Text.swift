internal import ModelFacts
internal import ModelFormat
package import QuantMath

extension HardSwishReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    try text.prose(answer(text.style))
    // A site is computed on each request, so it is requested once.
    var table = Self.emptyTable
    var reasons: [Remarks] = []
    var oddities: [Remarks] = []
    var chains = HardSwishChains()
    var example: HardSwishSurvey.Entry?
    for entry in entries {
      table.add(Self.row(entry))
      if entry.verdict.answer != .notQuantized && !entry.verdict.reasons.isEmpty {
        reasons.append(Remarks(entry, entry.verdict.reasons))
      }
      oddities.append(Remarks(entry, entry.arithmetic.analysis?.oddities ?? []))
      chains.add(entry)
      let isBetter = entry.verdict.answer == .confirmed && example?.verdict.answer != .confirmed
      if example == nil || isBetter { example = entry }
    }
    if !table.isEmpty {
      try text.line()
      try text.table(table)
    }
    for remarks in reasons { try writeReasons(remarks, to: text) }
    for remarks in oddities { try writeOddities(remarks, to: text) }
    // One flow is shown for all: the numbers of the others are in the table.
    if let example {
      try HardSwishFlow(example).write(to: text)
      try chains.write(comparedWith: example, to: text)
    }
    if details.channels || details.arithmetic { try writeDetails(to: text) }
    try writeDecomposed(to: text)
    try writeNearMisses(to: text)
  }

  /// The remarks about one site.
  private struct Remarks {
    let place: String
    let answer: HardSwishVerdict.Answer
    let words: [String]

    init(_ entry: HardSwishSurvey.Entry, _ words: [String]) {
      (place, answer, self.words) = (entry.site.column, entry.verdict.answer, words)
    }
  }

  private func writeDetails(to text: TextWriter) throws {
    for entry in entries {
      if details.channels { try ChannelMultipliers(entry).write(to: text) }
      if details.arithmetic { try ArithmeticDetails(entry).write(to: text) }
    }
  }

  /// The question answered in one line.
  private func answer(_ style: TextStyle) -> String {
    let name = style.bold("\(path.description.escapedForDisplay):") + " "
    let count = survey.entries.count
    let good = survey.count(.confirmed) + survey.count(.confirmedPerTensorWeights)
    if count == 0 {
      let other = survey.decomposed.count
      return name + (other == 0 ? "no HARD_SWISH" : "no HARD_SWISH; \(other) decomposed hard-swish")
    }
    let first = entries.first.map { "the HARD_SWISH at operator \($0.site.column)" } ?? ""
    let enough = "one output scale is enough for"
    let sites = count == 1 ? first : count.all("HARD_SWISH")
    let each = count == 1 ? first : "each of the \(count) HARD_SWISH"
    let refuted = survey.count(.refuted)
    if let worst = survey.entries.first(where: { $0.verdict.answer == .refuted }) {
      let which = count == 1 ? "" : "\(refuted) of \(count) HARD_SWISH fail a check; "
      let reason = worst.verdict.reasons.first.map { ": \($0.escapedForDisplay)" } ?? ""
      return name + style.bad("refuted") + ": \(which)operator \(worst.site.column)\(reason)"
    }
    if survey.count(.notQuantized) == count {
      let inputs = Set(survey.entries.compactMap { $0.site.input?.tensor.type.name })
      let verb = count == 1 ? " is " : " are "
      let types = inputs.isEmpty ? "" : verb + inputs.sorted().joined(separator: ", ")
      return name + "not quantized: \(sites)\(types)"
    }
    if good == count {
      let oneScale = survey.count(.confirmedPerTensorWeights)
      let weights = oneScale == 0 ? "" : "; \(oneScale) with per-tensor weights"
      return name + style.good("confirmed") + ": \(enough) \(each)" + weights
    }
    let causes = [
      survey.count(.notApplicable) == 0
        ? nil : "no matrix operator before \(count - good == 1 ? "it" : "them")",
      survey.count(.notQuantized) == 0 ? nil : "no scales",
    ]
    let rest = causes.compactMap(\.self).joined(separator: ", or ")
    if good == 0 { return name + style.doubtful("not applicable") + ": \(sites), \(rest)" }
    return name + style.doubtful("partly confirmed")
      + ": \(enough) \(good) of \(count) HARD_SWISH; "
      + "\(count - good) not applicable: \(rest)"
  }

  private static var emptyTable: TextTable {
    TextTable([
      .init(title: "op", isRight: true), .init(title: "verdict", givesWay: 4),
      .init(title: "from", givesWay: 1, dropsOut: 6), .init(title: "weights", dropsOut: 5),
      .init(title: "weight scales", dropsOut: 2), .init(title: "input", givesWay: 2),
      .init(title: "input covers", dropsOut: 3), .init(title: "output", givesWay: 3),
      .init(title: "output covers", dropsOut: 4), .init(title: "error", dropsOut: 7),
      .init(title: "to", dropsOut: 1),
    ])
  }

  private static func row(_ entry: HardSwishSurvey.Entry) -> [TextTable.Cell] {
    let site = entry.site
    return [
      .init(site.column),
      .init(entry.verdict.answer.rawValue, entry.verdict.answer.paint),
      .init(site.producerText), .init(site.producer.weightsText),
      .init(site.producer.weightScalesText),
      .init(site.input.summaryText), .init(site.input.rangeText), .init(site.output.summaryText),
      .init(site.output.rangeText), .init(entry.arithmetic.analysis?.errorText ?? ""),
      .init(site.consumersText),
    ]
  }

  private func writeReasons(_ remarks: Remarks, to text: TextWriter) throws {
    try text.line()
    try text.line(
      "  operator \(remarks.place): " + remarks.answer.paint(text.style, remarks.answer.rawValue))
    for reason in remarks.words { try text.prose(reason.escapedForDisplay, indent: 4) }
  }

  private func writeOddities(_ remarks: Remarks, to text: TextWriter) throws {
    for oddity in remarks.words {
      try text.line()
      try text.prose(text.style.doubtful("operator \(remarks.place)") + ": " + oddity, indent: 2)
    }
  }

  private func writeDecomposed(to text: TextWriter) throws {
    guard !survey.decomposed.isEmpty else { return }
    try text.heading("Decomposed hard-swish")
    var table = TextTable([
      .init(title: "operators", givesWay: 1), .init(title: "form"),
      .init(title: "x", isRight: true),
      .init(title: "result", isRight: true), .init(title: "then"),
      .init(title: "--fuse-hard-swish", wraps: true),
    ])
    for (found, obstacle) in zip(survey.decomposed, obstacles) {
      let place = found.subgraph == 0 ? "" : "\(found.subgraph):"
      table.add([
        .init(place + found.operators.map { "\($0)" }.joined(separator: " ")),
        .init(found.form.rawValue), "t\(found.input.rawValue)", "t\(found.output.rawValue)",
        .init(found.activation == .none ? "" : found.activation.name),
        .init(obstacle.map { "cannot be fused: \($0)" } ?? "can be fused"),
      ])
    }
    try text.table(table)
  }

  private func writeNearMisses(to text: TextWriter) throws {
    guard !survey.nearMisses.isEmpty else { return }
    try text.heading("Near misses: like hard-swish, but the gate is not clip(x/6 + 0.5, 0, 1)")
    for found in survey.nearMisses.prefix(20) {
      let place = found.subgraph == 0 ? "" : "\(found.subgraph):"
      let names = found.operators.map { "\($0)" }.joined(separator: " ")
      let gate = [found.offset, found.low, found.high].map(\.asFigure)
      try text.prose(
        "\(place)\(names): x * clip(x/6 + \(gate[0]), \(gate[1]), \(gate[2]))", indent: 2)
    }
    let more = survey.nearMisses.count - 20
    if more > 0 { try text.prose("and \(more) more; --format json lists all", indent: 2) }
  }
}

extension HardSwishVerdict.Answer {
  /// The colour of the answer.
  var paint: @Sendable (TextStyle, String) -> String {
    switch self {
    case .confirmed, .confirmedPerTensorWeights: { $0.good($1) }
    case .refuted: { $0.bad($1) }
    case .notQuantized, .notApplicable: { $0.doubtful($1) }
    }
  }
}

extension HardSwishAnalysis {
  /// Unwanted results that the runtime computes silently.
  package var oddities: [String] {
    var oddities = preparation.conditions.map { "\($0.message) [\($0.rawValue)]" }
    if losesNegativeLobe {
      oddities.append(
        "the output scale is too coarse for the negative lobe, down to -0.375: no code is below 0")
    }
    if let kernelDifference { oddities.append(kernelDifference) }
    return oddities
  }

  /// `1 code`: how far the kernel is from the real function at worst.
  fileprivate var errorText: String { maxErrorCodes.map { $0.counted("code") } ?? "" }
}

extension QuantizedTensor? {
  /// `INT8 0.023529412 z -1`.
  fileprivate var summaryText: String {
    guard let self else { return "-" }
    return [self.tensor.type.name, self.quantization?.summaryText ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// `-3.1 to 2.9`: the real numbers between the lowest and the highest code.
  fileprivate var rangeText: String {
    guard let tensor = self?.tensor, let range = self?.quantization?.realRange(of: tensor.type)
    else {
      return ""
    }
    return "\(range.lowerBound.asFigure) to \(range.upperBound.asFigure)"
  }
}

extension Producer? {
  /// `INT8 x 16`: the type of the weights, and how many scales they have.
  fileprivate var weightsText: String {
    guard let weights = self?.weights else { return "" }
    let count = weights.quantization?.scales.count ?? 0
    return weights.tensor.type.name + (count == 0 ? "" : " x \(count)")
  }

  /// `0.0012 to 0.031`.
  fileprivate var weightScalesText: String { self?.weights?.quantization?.scaleRangeText ?? "" }
}

extension HardSwishSite {
  /// `11 CONV_2D`, with what only moves data in between.
  package var producerText: String {
    guard let producer = origin?.producer else { return "input" }
    let movers = (origin?.through ?? []).map { " > \($0.builtin.name)" }.joined()
    return "\(column(of: producer)) \(producer.builtin.name)\(movers)"
  }

  /// `1:0` in a later subgraph, as in the column of the sites.
  private func column(of op: Operator) -> String {
    Place.column(operator: op.index, subgraph: subgraph.index)
  }

  fileprivate var consumersText: String {
    let all = consumers
    let names = all.prefix(8).map { "\(column(of: $0)) \($0.builtin.name)" }.joined(separator: ", ")
    return names + (all.count > 8 ? ", \(all.count - 8) more" : "")
  }
}
