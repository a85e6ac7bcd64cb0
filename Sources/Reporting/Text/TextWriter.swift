/// Writes lines and tables for people: in colour on a terminal, and as wide as it is.
public final class TextWriter {
  private let out: OutputBuffer
  /// The style of words.
  public let style: TextStyle
  /// The maximum width of a line in columns; nil for no limit (a file, a pipe), so that lines stay whole and
  /// stable.
  public let width: Int?

  /// A writer for an output with this many columns and these colours.
  public init(to out: OutputBuffer, style: TextStyle, width: Int?) {
    self.out = out
    self.style = style
    self.width = width
  }

  /// Writes a line unchanged.
  public func line(_ text: String = "") throws {
    try out.flushIfLarge()
    out.append(text)
    out.append(UInt8(ascii: "\n"))
  }

  /// Writes a sentence, wrapped at the terminal's width between words, or in a word that is longer, with each
  /// line indented by `indent` columns.
  ///
  /// - Parameter continuation: what ends each line but the last; words are then not cut.
  package func prose(
    _ text: String, indent: Int = 0, firstMargin: String? = nil, continuation: String = ""
  ) throws {
    let spaces = String(repeating: " ", count: indent)
    var margin = firstMargin ?? spaces
    guard let width else { return try line(margin + text) }
    var row = ""
    func end(isLast: Bool = false) throws {
      try line(margin + row + (isLast ? "" : continuation))
      (margin, row) = (spaces, "")
    }
    func fits(_ row: String) -> Bool {
      row.removingColors.columnCount + continuation.count
        <= width - margin.removingColors.columnCount
    }
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let longer = row.isEmpty ? String(word) : row + " " + word
      if row.isEmpty || fits(longer) {
        row = longer
      } else {
        try end()
        row = String(word)
      }
      // A word with colours stays whole: its end would lose them.
      guard !fits(row), !row.contains("\u{1b}"), continuation.isEmpty else { continue }
      var pieces = row.wrapped(to: width - margin.removingColors.columnCount)
      row = pieces.removeFirst()
      for piece in pieces {
        try end()
        row = piece
      }
    }
    try end(isLast: true)
  }

  /// Writes a headline over what follows, with an empty line before it.
  package func heading(_ text: String) throws {
    try line()
    try prose(style.bold(text))
  }

  /// The columns before each row of a table.
  static let tableIndent = 2

  /// Writes a table, and names the columns for which the terminal has no room.
  package func table(_ table: TextTable) throws {
    let margin = String(repeating: " ", count: Self.tableIndent)
    let left = try table.forEachLine(style: style, width: width.map { $0 - Self.tableIndent }) {
      try line(margin + $0)
    }
    guard !left.isEmpty else { return }
    let names = left.joined(separator: ", ")
    try prose(
      style.faint(
        "hidden \(left.count == 1 ? "column" : "columns"): \(names); a wider terminal or a pipe shows "
          + (left.count == 1 ? "it" : "them")),
      indent: Self.tableIndent)
  }

  /// Writes names and values, aligned; long values wrap next to their names.
  package func facts(_ facts: [(name: String, value: String)]) throws {
    let indent = (facts.map(\.name.columnCount).max() ?? 0) + 4
    for (name, value) in facts {
      let label = "  " + name + String(repeating: " ", count: indent - 2 - name.columnCount)
      try prose(value, indent: indent, firstMargin: style.faint(label))
    }
  }
}

extension String {
  /// The text without colour codes.
  fileprivate var removingColors: String {
    split(separator: "\u{1b}[", omittingEmptySubsequences: false).enumerated().map { place, part in
      place == 0 ? part : part.drop { $0 != "m" }.dropFirst()
    }.joined()
  }
}
