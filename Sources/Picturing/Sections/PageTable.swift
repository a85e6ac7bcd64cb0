internal import Reporting

/// A table that scrolls in a box of its own, with a field that filters its rows.
package struct PageTable {
  /// How a column stands.
  package enum Kind { case words, wide, narrow, number }

  let caption: String
  let id: Anchor
  let columns: [(title: String, kind: Kind)]
  let style: Style

  /// What kind of table it is.
  package enum Style {
    /// The page's script can sort and filter the rows.
    case sortable
    /// The same, with cells that are coloured by a share.
    case heat
    /// Rows stay in their order.
    case fixed
  }

  /// A table under a caption.
  package init(
    caption: String, id: Anchor, columns: [(title: String, kind: Kind)], style: Style = .sortable
  ) {
    (self.caption, self.id, self.columns, self.style) = (caption, id, columns, style)
  }

  /// Writes the table; `body` writes its rows.
  package func write(to page: MarkupWriter, body: () throws -> Void) rethrows {
    if style != .fixed { writeTools(to: page) }
    try page.element(
      "div", .style("scroll"), .of(.tabindex, "0"), .of(.role, "region"), .labelled(by: id)
    ) {
      try page.element("table", style.attribute) {
        page.element("caption", .id(id), text: caption)
        page.element("thead") {
          page.element("tr") {
            for column in columns {
              page.element(
                "th", .of(.scope, "col"), column.kind == .number ? .style("number") : nil,
                text: column.title)
            }
          }
        }
        try page.element("tbody", content: body)
      }
    }
    page.newline()
  }

  private func writeTools(to page: MarkupWriter) {
    page.element("div", .style("tools"), .hidden) {
      page.element("label") {
        page.text("Filter rows ")
        page.shape("input", .of(.type, "search"))
      }
      page.element("span", .of(.role, "status"), .style("soft")) {}
    }
  }
}

extension MarkupWriter {
  /// A cell of words.
  package func cell(_ text: String, _ kind: PageTable.Kind = .words) {
    element("td", kind.style, text: text)
  }

  /// A cell of elements.
  func cell(_ kind: PageTable.Kind, content: () -> Void) {
    element("td", kind.style, content: content)
  }

  /// A cell that sorts by a number.
  package func cell(_ text: String, sortedBy number: Double?) {
    element("td", .style("number"), .of(.dataValue, number.map { "\($0)" } ?? ""), text: text)
  }

  /// A cell that is coloured by a share from 0 to 1.
  package func heatCell(_ text: String, share: Double?) {
    element(
      "td", share.map(\.heatStyle) ?? .style("cell"),
      .of(.dataValue, share.map { "\($0)" } ?? ""), text: text)
  }

  /// The cell that names its row.
  func rowHeading(_ text: String) { element("th", .of(.scope, "row"), text: text) }
}

extension Double {
  /// One of six shades.
  fileprivate var heatStyle: Attribute {
    switch self {
    case ..<0.2: .style("cell h0")
    case ..<0.4: .style("cell h1")
    case ..<0.6: .style("cell h2")
    case ..<0.8: .style("cell h3")
    case ..<1: .style("cell h4")
    default: .style("cell h5")
    }
  }
}

extension PageTable.Style {
  fileprivate var attribute: Attribute? {
    switch self {
    case .sortable: .style("sortable")
    case .heat: .style("sortable heat")
    case .fixed: nil
    }
  }
}

extension PageTable.Kind {
  fileprivate var style: Attribute? {
    switch self {
    case .words: nil
    case .wide: .style("wide")
    case .narrow: .style("narrow")
    case .number: .style("number")
    }
  }
}
