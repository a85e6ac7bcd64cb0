internal import ModelFacts
internal import ModelFormat
internal import Reporting

/// Before and after a rewrite, side by side, and what differs.
struct ChangeSection {
  let before: ModelPicture
  let change: ModelChange

  /// Rows of one table of differences; the others are counted.
  private static let mostRows = 200

  func write(to page: MarkupWriter) {
    page.element("section", .id(Anchor("change"))) {
      page.element("h2", text: "Before and after")
      writeFigures(to: page)
      writeSites(to: page)
      for (position, section) in change.report.sections.enumerated() {
        page.element("h3", text: section.title)
        let table = PageTable(
          caption: section.title, id: Anchor("difference", position),
          columns: section.columns.map { ($0.isEmpty ? "kind" : $0, Self.kind(of: $0)) })
        table.write(to: page) {
          for row in section.rows.prefix(Self.mostRows) {
            page.element("tr") {
              for (column, cell) in zip(section.columns, row) {
                page.cell(Self.kind(of: column)) {
                  page.element("bdi", text: cell.beginning(of: 200))
                }
              }
            }
          }
        }
        let rest = section.rows.count - Self.mostRows
        if rest > 0 {
          page.prose(
            "And \(rest.withSeparators) more; `tflens diff --all` lists them.")
        }
      }
    }
    page.newline()
  }

  /// Names may break anywhere; what is short and ours stays on its line.
  private static func kind(of column: String) -> PageTable.Kind {
    ["", "#", "what"].contains(column) ? .narrow : .words
  }

  private func writeFigures(to page: MarkupWriter) {
    let table = PageTable(
      caption: "Both models", id: Anchor("figures"),
      columns: [("Figure", .words), ("Before", .number), ("After", .number)], style: .fixed)
    table.write(to: page) {
      for row in ChangeFigures(before, change.after).rows {
        page.element("tr") {
          page.rowHeading(row.name)
          page.cell(row.before, .number)
          page.element("td", row.before == row.after ? .style("number soft") : .style("number")) {
            page.text(row.after)
          }
        }
      }
    }
  }

  /// The certificates of the HARD_SWISH that changed.
  private func writeSites(to page: MarkupWriter) {
    guard !change.sites.isEmpty else { return }
    page.element("h3", text: "HARD_SWISH that changed")
    page.prose(
      "LiteRT's reference kernels compute both models. A code is a step of the old output's scale. Other "
        + "kernels are LiteRT's built-in and XNNPACK kernels on x86 and Arm, where they are known: how far "
        + "they are from the reference kernels, after the rewrite.")
    let hasObstacles = change.sites.values.contains { $0.obstacle != nil }
    let table = PageTable(
      caption: "Certificates: each computed from both models, for every input code",
      id: Anchor("rewritten"),
      columns: [
        ("Operator", .number), ("Now", .narrow), ("Max change, codes", .number),
        ("Mean change", .number), ("Input codes changed", .number), ("Error vs. exact", .number),
        ("Other kernels", .number),
      ] + (hasObstacles ? [("Not computed because", .words)] : []))
    table.write(to: page) {
      for (position, site) in change.sites.sorted(by: { $0.key < $1.key }) {
        let old = before.survey.entries[position].site
        page.element("tr") {
          page.element("th", .of(.scope, "row"), .style("number"), .of(.dataValue, "\(position)")) {
            page.element(
              "a", .link(to: .op(old.op.index, old.subgraph.index)),
              text: Place.column(operator: old.op.index, subgraph: old.subgraph.index))
          }
          page.cell(site.operators, .narrow)
          let figures = site.figures
          page.cell(figures?.largest.asFigure ?? "", sortedBy: figures?.largest)
          page.cell(figures?.mean.asFigure ?? "", sortedBy: figures?.mean)
          page.cell(
            figures.map { "\($0.changed) of \($0.codes)" } ?? "",
            sortedBy: figures.map { Double($0.changed) })
          page.cell(
            figures.map { "\($0.fromExact)" } ?? "", sortedBy: figures.map { Double($0.fromExact) })
          page.cell(
            figures.map { "\($0.otherKernels)" } ?? "",
            sortedBy: figures.map { Double($0.otherKernels) })
          if hasObstacles { page.cell(site.obstacle ?? "") }
        }
      }
    }
  }
}
