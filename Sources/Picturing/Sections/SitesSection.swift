internal import ModelFacts
internal import ModelFormat
internal import QuantMath
internal import Reporting

/// Every HARD_SWISH: a table of all, then the charts of each.
struct SitesSection {
  let picture: ModelPicture
  /// What stands in the place of each site after a rewrite, by position; nil without one.
  var rewritten: [Int: RewrittenSite] = [:]

  /// More sites than these stand in the table without charts.
  private static let mostDrawn = 40
  /// More sites than these are counted, not shown.
  private static let mostListed = 500

  func write(to page: MarkupWriter) {
    let entries = picture.survey.entries
    guard !entries.isEmpty else { return }
    page.element("section", .id(Anchor("sites"))) {
      page.element("h2", text: "HARD_SWISH, one by one")
      writeTable(entries, to: page)
      for (position, entry) in entries.prefix(Self.mostDrawn).enumerated() {
        write(entry, position, to: page)
      }
      let rest = entries.count - Self.mostDrawn
      if rest > 0 {
        page.prose(
          "And \(rest.withSeparators) more without charts; `tflens hardswish --format json` has "
            + "the numbers of all.")
      }
    }
    page.newline()
  }

  private func writeTable(_ entries: HardSwishSurvey.Entries, to page: MarkupWriter) {
    let table = PageTable(
      caption: "Every HARD_SWISH of the model", id: Anchor("sites-table"),
      columns: [
        ("Operator", .number), ("Verdict", .narrow), ("Computed by", .narrow),
        ("Weight scales", .number), ("Input scale", .number), ("Input covers", .narrow),
        ("Output scale", .number), ("Output covers", .narrow), ("Max error, codes", .number),
        ("Mean error, codes", .number),
      ])
    table.write(to: page) {
      for (position, entry) in entries.prefix(Self.mostListed).enumerated() {
        let site = entry.site
        let analysis = entry.arithmetic.analysis
        page.element("tr") {
          page.element(
            "th", .of(.scope, "row"), .style("number"), .of(.dataValue, "\(position)")
          ) {
            page.element(
              "a", position < Self.mostDrawn ? .link(to: Anchor("site", position)) : nil,
              text: Place.column(operator: site.op.index, subgraph: site.subgraph.index))
          }
          page.element("td", entry.verdict.answer.style, text: entry.verdict.answer.words)
          page.cell(site.producerText, .narrow)
          let scales = site.producer?.weights?.quantization?.scales.count
          page.cell(scales.map { "\($0)" } ?? "", sortedBy: scales.map { Double($0) })
          for tensor in [site.input, site.output] {
            let scale = tensor?.quantization?.scale
            page.cell(scale?.asExact ?? "", sortedBy: scale.map { Double($0) })
            page.cell(tensor.rangeText, .narrow)
          }
          page.cell(
            analysis?.maxErrorCodes.map { "\($0)" } ?? "",
            sortedBy: analysis?.maxErrorCodes.map { Double($0) })
          page.cell(
            analysis?.meanErrorCodes?.asFigure ?? "", sortedBy: analysis?.meanErrorCodes)
        }
      }
    }
  }

  private func write(
    _ entry: HardSwishSurvey.Entry, _ position: Int, to page: MarkupWriter
  ) {
    let site = entry.site
    page.element("article", .id(Anchor("site", position))) {
      page.element("h3") {
        page.element("a", .link(to: .op(site.op.index, site.subgraph.index))) {
          page.text(
            "Operator \(Place.column(operator: site.op.index, subgraph: site.subgraph.index))")
        }
        page.text(": ")
        page.element("span", entry.verdict.answer.style, text: entry.verdict.answer.words)
      }
      page.element("p", .style("soft")) {
        page.text("From \(site.producerText)")
        if let name = site.output?.tensor.name?.label {
          page.text(" to ")
          page.element("bdi", text: name)
        }
      }
      for reason in entry.verdict.reasons { page.element("p", text: reason) }
      for oddity in entry.arithmetic.analysis?.oddities ?? [] {
        page.element("p", .style("doubtful"), text: oddity)
      }
      let after = rewritten[position]
      SiteCharts(
        entry: entry, number: position, rewritten: after?.curve
      ).write(to: page)
      if let after { page.element("p", text: "After the rewrite: \(after.summary).") }
    }
    page.newline()
  }
}

extension HardSwishVerdict.Answer {
  var style: Attribute {
    switch self {
    case .confirmed, .confirmedPerTensorWeights: .style("narrow good")
    case .refuted: .style("narrow bad")
    case .notQuantized, .notApplicable: .style("narrow doubtful")
    }
  }

  /// The answer as a table has it.
  package var words: String {
    switch self {
    case .confirmed: "confirmed"
    case .confirmedPerTensorWeights: "confirmed, per-tensor weights"
    case .refuted: "refuted"
    case .notQuantized: "not quantized"
    case .notApplicable: "not applicable"
    }
  }
}

extension QuantizedTensor? {
  /// `-3.1 to 2.9`: the real numbers between the lowest and the highest code.
  fileprivate var rangeText: String {
    guard let self, let range = self.quantization?.realRange(of: self.tensor.type) else {
      return ""
    }
    return "\(range.lowerBound.asFigure) to \(range.upperBound.asFigure)"
  }
}
