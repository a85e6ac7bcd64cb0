internal import Comparing
internal import ModelFormat

extension DiffReport {
  /// Columns that hold numbers, by their headlines.
  private static let numbers: Set<String> = [
    "#", "tensors", "percent", "ulps", "changed", "max codes", "mean codes", "mean", "max",
    "SNR dB",
  ]

  /// Columns that a narrow terminal can do without, by their headlines, the first to go with the lowest
  /// number.
  private static let dispensable = [
    "ulps": 1, "scales": 2, "mean": 3, "mean codes": 4, "notes": 5,
  ]

  /// Writes the form for people: a summary, then a table for each part that differs.
  public func writeText(to text: TextWriter) throws {
    try text.prose("\(text.style.bold("\(subject):")) \(summary)")
    for section in sections {
      try text.heading(section.title)
      var table = TextTable(
        section.columns.enumerated().map { place, title in
          let isLast = place == section.columns.count - 1
          let isWide = ["notes", "operator", "change"].contains(title)
          return .init(
            title: title, isRight: Self.numbers.contains(title),
            givesWay: isLast ? 1 : isWide ? 2 : 0, dropsOut: Self.dispensable[title] ?? 0,
            cut: isLast ? .middle : .end)
        })
      let shown = isFull ? section.rows[...] : section.rows.prefix(section.mostRows)
      for row in shown { table.add(row.map { .init($0) }) }
      try text.table(table)
      let rest = section.rows.count - shown.count
      if rest > 0 { try text.line("  and \(rest) more; --all lists them") }
    }
  }

  /// Writes the form for a pull request.
  public func writeMarkdown(to output: OutputBuffer) throws {
    var lines = ["**\(subject.inCell)**: \(summary)"]
    for section in sections {
      let shown = isFull ? section.rows[...] : section.rows.prefix(section.mostRows)
      lines += ["", "### \(section.title)", "", row(section.columns)]
      lines.append("|" + section.columns.map { _ in "---|" }.joined())
      lines += shown.map { row($0) }
      let rest = section.rows.count - shown.count
      if rest > 0 { lines += ["", "And \(rest) more."] }
    }
    for line in lines {
      output.append(line + "\n")
      try output.flushIfLarge()
    }
  }

  private func row(_ cells: some Sequence<String>) -> String {
    "| " + cells.map(\.inCell).joined(separator: " | ") + " |"
  }

  /// `a.tflite -> b.tflite`; one path if both are the same.
  private var subject: String {
    let paths = a == b ? [a] : [a, b]
    return paths.map(\.description.escapedForDisplay).joined(separator: " -> ")
  }

  /// The differences in one line.
  private var summary: String {
    let parts = counts.filter { $0.count > 0 }.flatMap { name, count in
      name == "quantization_changed" ? quantizationParts : [Self.words(name, count)]
    }
    guard isUneventful else { return parts.joined(separator: ", ") }
    let same = isQuantizationOnly ? "no differences in quantization" : "no differences"
    return parts.isEmpty ? same : "\(same) except \(parts.joined(separator: ", "))"
  }

  /// Tensors of which only the recorded range changed are not requantized.
  private var quantizationParts: [String] {
    let all = comparison.quantization
    let ranges = all.count(where: \.isOnlyRecordedRange)
    let added = all.count { !$0.isQuantized.a && $0.isQuantized.b }
    let removed = all.count { $0.isQuantized.a && !$0.isQuantized.b }
    let parts = [
      (all.count - ranges - added - removed, "tensor", "requantized"),
      (added, "more tensor", "quantized"), (removed, "tensor", "no longer quantized"),
      (ranges, "recorded range", "changed"),
    ]
    return parts.filter { $0.0 > 0 }.map { count, noun, verb in "\(count.counted(noun)) \(verb)" }
  }

  private static func words(_ name: String, _ count: Int) -> String {
    switch name {
    case "interface_changed": "\(count.counted("change")) of inputs, outputs or signatures"
    case "operators_added": "\(count.counted("operator")) added"
    case "operators_removed": "\(count.counted("operator")) removed"
    case "operators_replaced": "\(count.counted("operator")) replaced"
    case "operators_changed": "\(count.counted("operator")) changed"
    case "tensors_changed": "\(count.counted("tensor")) with a different type, shape or layout"
    case "weights_changed": "\(count.counted("constant")) changed"
    case "file_changed": "\(count.counted("change")) to metadata, buffers or file"
    default: "\(count.counted("name")) changed"
    }
  }
}
