internal import Auditing
internal import ModelFormat
internal import Reporting

/// What the rules found, the most severe first.
struct FindingsSection {
  let picture: ModelPicture
  /// More findings than these are counted, not shown.
  private static let most = 300

  func write(to page: MarkupWriter) {
    let findings = picture.audit.findings
    page.element("section", .id(Anchor("findings"))) {
      page.element("h2", text: "Findings")
      guard !findings.isEmpty else {
        page.prose("No rule of `tflens audit` found anything.")
        return
      }
      let table = PageTable(
        caption: "Findings of the rules", id: Anchor("findings-table"),
        columns: [
          ("Severity", .narrow), ("Rule", .wide), ("Operator", .narrow), ("Tensor", .words),
          ("Message", .wide), ("Fix", .wide),
        ])
      table.write(to: page) {
        for finding in findings.prefix(Self.most) { write(finding, to: page) }
      }
      let rest = findings.count - Self.most
      if rest > 0 {
        page.prose(
          "And \(rest.withSeparators) more; `tflens audit --format csv` lists all.")
      }
    }
    page.newline()
  }

  private func write(_ finding: Finding, to page: MarkupWriter) {
    let place = finding.place
    page.element("tr") {
      page.element(
        "td", finding.severity.style, .of(.dataValue, "\(finding.severity.rank)"),
        text: finding.severity.rawValue)
      page.element("td", .style("wide")) {
        page.element("b", text: "\(finding.rule.id) \(finding.rule.name)")
        page.text(": \(finding.rule.summary)")
      }
      page.element("td", .style("narrow"), .of(.dataValue, place.op.map { "\($0)" } ?? "")) {
        if let op = place.op {
          let subgraph = place.subgraph ?? 0
          page.element("a", .link(to: .op(op, subgraph))) {
            page.text(Place.column(operator: op, subgraph: subgraph))
          }
          page.text(" ")
          page.element("bdi", text: place.opName.map { $0.beginning(of: 40) } ?? "")
        }
      }
      page.element("td", .style("name-cell")) {
        if let tensor = place.tensor {
          page.text("t\(tensor) ")
          page.element("bdi", text: place.tensorName.map { $0.beginning(of: 80) } ?? "")
        }
      }
      page.cell(finding.message, .wide)
      page.cell(finding.fix, .wide)
    }
  }
}

extension String {
  /// The text, or its beginning and an ellipsis if it is longer.
  package func beginning(of length: Int) -> String {
    count > length ? String(prefix(length)) + "…" : self
  }
}

extension Severity {
  fileprivate var style: Attribute {
    switch self {
    case .error: .style("narrow bad")
    case .warning: .style("narrow doubtful")
    case .note: .style("narrow soft")
    }
  }

  fileprivate var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}
