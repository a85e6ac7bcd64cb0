internal import ModelFormat
internal import Picturing
internal import Reporting
internal import SQLite

/// The zoo at a glance, as a page: the worst models first, and how much of each the targets support.
struct ZooPage {
  /// One model, and what it comes to.
  private struct Entry {
    let id: String
    let status: String
    let errors, warnings, notes: Int?
    let sites, refuted: Int
    /// The share of operators that each target supports.
    var shares: [String: Double] = [:]
  }

  private let report: ZooReport
  private let entries: [Entry]
  private let modelCount: Int
  private let targets: [String]
  private let name: String

  /// More models than these are counted, not listed.
  private static let mostModels = 300

  init(_ path: FilePath, _ report: ZooReport) throws(Diagnostic) {
    self.report = report
    name = path.fileName
    (entries, modelCount, targets) = try ZooAnswer.reading(path) { db in
      var entries = try db.rows(Self.worst).map { row in
        Entry(
          id: row.text(0) ?? "", status: row.text(1) ?? "", errors: row.number(2),
          warnings: row.number(3), notes: row.number(4), sites: row.number(5) ?? 0,
          refuted: row.number(6) ?? 0)
      }
      let places = Dictionary(
        entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
      let coverage = try db.rows("SELECT model, target, operators, mapped FROM target_coverage")
      for row in coverage {
        guard let place = places[row.text(0) ?? ""], let target = row.text(1),
          let operators = row.number(2), let mapped = row.number(3)
        else { continue }
        entries[place].shares[target] = operators == 0 ? 1 : Double(mapped) / Double(operators)
      }
      let targets = try db.rows("SELECT DISTINCT target FROM target_coverage ORDER BY target")
        .compactMap { $0.text(0) }
      let count = try db.rows("SELECT count(*) FROM models").first?.number(0) ?? 0
      return (entries, count, targets)
    }
  }

  /// Those with errors, then those that cannot be read, then the others; each by what was found.
  private static let worst = """
    SELECT id, status, errors, warnings, notes, sites, refuted FROM models
    ORDER BY coalesce(errors, 0.5) DESC, refuted DESC, warnings DESC, notes DESC, id
    LIMIT \(mostModels)
    """

  /// The bytes of the page.
  var html: [UInt8] {
    let page = MarkupWriter()
    let title = name.escapedForDisplay.beginning(of: 200)
    PageShell(title: "\(title): tflens batch report", origin: "Made from \(title) by")
      .write(to: page) {
        page.element("header") {
          page.element("h1") { page.element("bdi", text: title) }
          writeTotals(to: page)
        }
        let sections = report.sections.enumerated().filter { !$1.rows.isEmpty }
        for (place, section) in sections where section.name == "verdicts" {
          write(section, place, to: page)
        }
        writeModels(to: page)
        for (place, section) in sections
        where !["totals", "verdicts", "worst"].contains(section.name) {
          write(section, place, to: page)
        }
      }
    return page.bytes
  }

  /// Totals are one row: a tile each.
  private func writeTotals(to page: MarkupWriter) {
    guard let totals = report.sections.first, let row = totals.rows.first else { return }
    page.element("dl", .style("tiles")) {
      for (name, value) in zip(totals.columns, row) {
        page.element("div") {
          page.element("dt", text: name.readable.capitalizedFirst)
          page.element("dd", .style("value")) {
            if case .integer(let number) = value {
              page.text(
                name == "bytes" ? Int(number).asByteCount : Int(number).withSeparators)
            } else {
              page.text("0")
            }
          }
        }
      }
    }
    page.newline()
  }

  // MARK: Models and targets

  private func writeModels(to page: MarkupWriter) {
    page.element("section", .id(Anchor("models"))) {
      page.element("h2", text: "Models, the worst first")
      if !targets.isEmpty {
        page.element(
          "p", .style("soft"),
          text:
            "Under each target is the share of operators that it supports; the stronger the colour, the more."
        )
      }
      let columns: [(String, PageTable.Kind)] = [
        ("Model", .words), ("Errors", .number), ("Warnings", .number), ("Notes", .number),
        ("HARD_SWISH", .number), ("Refuted", .number),
      ]
      let table = PageTable(
        caption: "Models and targets", id: Anchor("models-table"),
        columns: columns + targets.map { ($0, .number) }, style: .heat)
      table.write(to: page) {
        for entry in entries { write(entry, to: page) }
      }
      let rest = modelCount - entries.count
      if rest > 0 {
        page.prose(
          "And \(rest.withSeparators) more; `tflens batch query models --format csv` lists all.")
      }
    }
    page.newline()
  }

  private func write(_ entry: Entry, to page: MarkupWriter) {
    page.element("tr") {
      page.element("th", .of(.scope, "row")) {
        page.element("bdi", text: entry.id.beginning(of: 200))
        if entry.errors == nil {
          page.element("span", .style("bad"), text: " \(entry.status)")
        }
      }
      for count in [entry.errors, entry.warnings, entry.notes] {
        page.cell(count.map { "\($0)" } ?? "", sortedBy: count.map { Double($0) })
      }
      for count in [entry.sites, entry.refuted] {
        page.cell("\(count)", sortedBy: Double(count))
      }
      for target in targets {
        let share = entry.shares[target]
        page.heatCell(share?.asPercent ?? "", share: share)
      }
    }
  }

  // MARK: The other tables

  private func write(_ section: ZooReport.Section, _ place: Int, to page: MarkupWriter) {
    page.element("section") {
      page.element("h2", text: section.title)
      let table = PageTable(
        caption: section.title, id: Anchor("table", place),
        columns: section.columns.enumerated().map { place, name in
          let isNumber = section.rows.allSatisfy { $0[place].isNumberOrNull }
          return (name.readable.capitalizedFirst, isNumber ? .number : .words)
        })
      table.write(to: page) {
        for row in section.rows {
          page.element("tr") {
            for (column, value) in zip(section.columns, row) {
              if case .integer(let number) = value, column == "bytes" {
                page.cell(Int(number).asByteCount, sortedBy: Double(number))
              } else if value.isNumberOrNull {
                page.cell(value.plainText, sortedBy: Double(value.plainText))
              } else {
                page.element("td") {
                  page.element("bdi", text: value.plainText.beginning(of: 200))
                }
              }
            }
          }
        }
      }
    }
    page.newline()
  }
}

extension String {
  /// The text with a capital at its beginning.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
