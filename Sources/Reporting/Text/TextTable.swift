internal import ModelFormat

/// Rows under headlines, aligned, and shortened to fit a terminal.
package struct TextTable {
  /// The alignment of a column, and how it may be shortened.
  package struct Column {
    let title: String
    var isRight = false
    /// The order in which columns are shortened, 1 first; 0 for never.
    var givesWay = 0
    /// The order in which columns are dropped on a narrow terminal, 1 first, before any is shortened; 0 for
    /// never.
    var dropsOut = 0

    /// A column with a title.
    package init(title: String, isRight: Bool = false, givesWay: Int = 0, dropsOut: Int = 0) {
      (self.title, self.isRight) = (title, isRight)
      (self.givesWay, self.dropsOut) = (givesWay, dropsOut)
    }
  }

  /// One cell: its text and style.
  package struct Cell: ExpressibleByStringInterpolation {
    let text: String
    var paint: (@Sendable (TextStyle, String) -> String)?

    package init(stringLiteral text: String) { self.text = text }
    package init(_ text: String, _ paint: (@Sendable (TextStyle, String) -> String)? = nil) {
      self.text = text
      self.paint = paint
    }
  }

  private let columns: [Column]
  private var rows: [[Cell]] = []
  private static let gap = 2
  /// No column is shortened below this.
  private static let narrowest = 8
  /// Without a terminal, a longer cell does not widen its column.
  private static let widestPadding = 60

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row.
  ///
  /// Callers must escape names in its cells for display.
  package mutating func add(_ cells: [Cell]) { rows.append(cells) }

  var isEmpty: Bool { rows.isEmpty }

  /// Passes the headlines and the rows to `body`, one by one.
  ///
  /// Columns without any text are left out.
  func forEachLine(
    style: TextStyle, width: Int?, _ body: (String) throws -> Void
  ) rethrows {
    guard !rows.isEmpty else { return }
    var widths = columns.indices.map { column in
      let widest = rows.lazy.map { $0[column].text.columnCount }.max() ?? 0
      return width == nil ? min(widest, Self.widestPadding) : widest
    }
    var shown = columns.indices.filter { widths[$0] > 0 }
    for column in shown { widths[column] = max(widths[column], columns[column].title.columnCount) }
    if let width {
      drop(from: &shown, widths, width: width)
      fit(&widths, shown, width: width)
    }

    let head = shown.map { Cell(columns[$0].title) { $0.faint($1) } }
    if head.contains(where: { !$0.text.isEmpty }) {
      try body(line(head, shown, widths, style, isShortened: width != nil))
    }
    for row in rows {
      try body(line(shown.map { row[$0] }, shown, widths, style, isShortened: width != nil))
    }
  }

  private func line(
    _ cells: [Cell], _ shown: [Int], _ widths: [Int], _ style: TextStyle, isShortened: Bool
  ) -> String {
    // Bytes, because appending to a String costs more than everything else here.
    var line: [UInt8] = []
    for (column, cell) in zip(shown, cells) {
      if column != shown.first {
        line.append(contentsOf: repeatElement(Self.space, count: Self.gap))
      }
      let text =
        isShortened ? cell.text.shortened(to: widths[column], ellipsis: style.ellipsis) : cell.text
      let padding = repeatElement(Self.space, count: max(0, widths[column] - text.columnCount))
      if columns[column].isRight { line.append(contentsOf: padding) }
      line.append(contentsOf: (cell.paint?(style, text) ?? text).utf8)
      if !columns[column].isRight { line.append(contentsOf: padding) }
    }
    while line.last == Self.space { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  private static let space = UInt8(ascii: " ")

  private func drop(from shown: inout [Int], _ widths: [Int], width: Int) {
    let candidates = shown.filter { columns[$0].dropsOut > 0 }
      .sorted { columns[$0].dropsOut < columns[$1].dropsOut }
    for column in candidates where excess(shown, widths, width) > 0 {
      shown.removeAll { $0 == column }
    }
  }

  private func excess(_ shown: [Int], _ widths: [Int], _ width: Int) -> Int {
    shown.reduce(0) { $0 + widths[$1] } + Self.gap * (shown.count - 1) - width
  }

  private func fit(_ widths: inout [Int], _ shown: [Int], width: Int) {
    var over = excess(shown, widths, width)
    for column in shown.filter({ columns[$0].givesWay > 0 }).sorted(by: {
      columns[$0].givesWay < columns[$1].givesWay
    }) where over > 0 {
      let give = min(over, max(0, widths[column] - Self.narrowest))
      widths[column] -= give
      over -= give
    }
  }
}

extension String {
  /// How many terminal columns the text takes.
  var columnCount: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.columnCount }
  }

  /// The text, or its beginning and an ellipsis if it takes more columns.
  func shortened(to width: Int, ellipsis: String) -> String {
    guard columnCount > width else { return self }
    var result = ""
    var used = ellipsis.columnCount
    for scalar in unicodeScalars {
      used += scalar.columnCount
      if used > width { break }
      result.unicodeScalars.append(scalar)
    }
    return result + ellipsis
  }
}

extension Unicode.Scalar {
  /// 0 for marks that combine, 2 for East Asian wide characters and emoji, else 1.
  fileprivate var columnCount: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    // Unicode Standard Annex 11, the blocks whose characters are wide.
    switch value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }
}
