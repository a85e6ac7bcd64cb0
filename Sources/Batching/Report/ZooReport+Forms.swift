internal import ModelFormat
public import Reporting

extension ZooReport {
  /// How a summary is printed.
  public enum Format: String, CaseIterable, Sendable { case text, json, markdown, csv, html }

  /// Writes the summary.
  public func write(_ format: Format, to output: OutputBuffer, text: TextWriter) throws {
    switch format {
    case .text: try writeText(to: text)
    case .json: try writeJSON(to: JSONWriter(to: output, lineDepth: 2))
    case .markdown: writeMarkdown(to: output)
    case .csv: writeCSV(to: output)
    case .html: try output.append(ZooPage(path, self).html)
    }
  }

  private var shown: [Section] { sections.filter { !$0.rows.isEmpty } }

  private func writeText(to text: TextWriter) throws {
    for (number, section) in shown.enumerated() {
      if number == 0 {
        // Totals are one row: one fact per line reads better than a table.
        try text.facts(
          zip(section.columns, section.rows[0]).map { ($0.readable, $1.plainText) })
        continue
      }
      try text.heading(section.title)
      try text.table(section.table)
    }
  }

  private func writeJSON(to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", "tflens.batch-report/1")
      try json.member("tool", ToolVersion.current)
      for section in sections {
        try json.key(section.name)
        if section.name == "totals", let row = section.rows.first {
          try row.write(section.columns, to: json)
        } else {
          try json.array(of: section.rows) { try $0.write(section.columns, to: json) }
        }
      }
    }
    json.endDocument()
  }

  private func writeMarkdown(to output: OutputBuffer) {
    for (number, section) in shown.enumerated() {
      output.append("\(number == 0 ? "" : "\n")## \(section.title)\n\n")
      let rule = section.columns.map { _ in "---" }
      for cells in [section.columns.map(\.readable), rule]
        + section.rows.map({ $0.map(\.plainText.escapedForMarkdown) })
      {
        output.append("| " + cells.joined(separator: " | ") + " |\n")
      }
    }
  }

  /// One row for each number: section, subject, name, value.
  private func writeCSV(to output: OutputBuffer) {
    func add(_ cells: [String]) {
      output.append(cells.map(FindingTable.cell).joined(separator: ",") + "\r\n")
    }
    add(["section", "about", "name", "value"])
    for section in shown {
      let isTotals = section.name == "totals"
      for row in section.rows {
        let about = isTotals ? "" : row.first?.plainText ?? ""
        for (name, value) in zip(section.columns, row).dropFirst(isTotals ? 0 : 1) {
          add([section.name, about, name, value.plainText])
        }
      }
    }
  }
}

extension String {
  var readable: String {
    String(map { $0 == "_" ? " " : $0 })
  }
}
