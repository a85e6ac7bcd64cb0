internal import ModelFormat

/// Rows under headlines, aligned, and shortened to fit a terminal.
package struct TextTable {
  /// The alignment of a column, and how it may be shortened.
  package struct Column {
    /// Where a long cell is cut.
    package enum Cut: Sendable {
      /// The end is left out.
      case end
      /// The middle is left out: both ends of a name tell it from others.
      case middle
    }

    let title: String
    var isRight = false
    /// The order in which columns are shortened, 1 first; 0 for never.
    var givesWay = 0
    /// Columns that a narrow terminal can do without go in the order of this number, 1 first, once
    /// names have given way; 0 never.
    var dropsOut = 0
    var cut = Cut.end
    /// Whether cells continue on lines of their own instead of being cut; for the last column.
    var wraps = false

    /// A column under a title.
    package init(
      title: String, isRight: Bool = false, givesWay: Int = 0, dropsOut: Int = 0, cut: Cut = .end,
      wraps: Bool = false
    ) {
      (self.title, self.isRight) = (title, isRight)
      (self.givesWay, self.dropsOut) = (givesWay, dropsOut)
      (self.cut, self.wraps) = (cut, wraps)
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

  let columns: [Column]
  private var rows: [[Cell]] = []
  /// The columns between two cells.
  static let gap = 2
  /// Without a terminal, a longer cell takes its own room rather than every row's.
  private static let widestPadding = 60

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row.
  ///
  /// Callers must escape names in its cells for display.
  package mutating func add(_ cells: [Cell]) { rows.append(cells) }

  var isEmpty: Bool { rows.isEmpty }

  /// Gives the headlines and the rows to `body`, one by one, and returns the titles of the columns for
  /// which there was no room.
  ///
  /// Columns without any text are left out.
  @discardableResult
  func forEachLine(
    style: TextStyle, width: Int?, _ body: (String) throws -> Void
  ) rethrows -> [String] {
    guard !rows.isEmpty else { return [] }
    var widths = columns.indices.map { column in
      let counts = rows.lazy.map { $0[column].text.columnCount }
      return (width == nil ? counts.filter { $0 <= Self.widestPadding }.max() : counts.max()) ?? 0
    }
    var shown = columns.indices.filter { column in
      rows.contains { !$0[column].text.isEmpty }
    }
    for column in shown { widths[column] = max(widths[column], columns[column].title.columnCount) }
    var left: [String] = []
    if let width {
      var fit = TableFit(columns, widths: widths, shown: shown, width: width)
      left = fit.run().map { columns[$0].title }
      (widths, shown) = (fit.widths, fit.shown)
    }

    let head = shown.map { Cell(columns[$0].title) { $0.faint($1) } }
    if head.contains(where: { !$0.text.isEmpty }) {
      try body(line(head, shown, widths, style, isShortened: width != nil))
    }
    for row in rows {
      var row = row
      var rest: [String] = []
      if width != nil, let last = shown.last, columns[last].wraps {
        var pieces = row[last].text.wrapped(to: widths[last])
        row[last] = Cell(pieces.removeFirst(), row[last].paint)
        rest = pieces
      }
      try body(line(shown.map { row[$0] }, shown, widths, style, isShortened: width != nil))
      let margin = shown.dropLast().reduce(0) { $0 + widths[$1] + Self.gap }
      for piece in rest { try body(String(repeating: " ", count: margin) + piece) }
    }
    return left
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
        isShortened
        ? cell.text.shortened(
          to: widths[column], ellipsis: style.ellipsis, at: columns[column].cut) : cell.text
      let padding = repeatElement(Self.space, count: max(0, widths[column] - text.columnCount))
      if columns[column].isRight { line.append(contentsOf: padding) }
      line.append(contentsOf: (cell.paint?(style, text) ?? text).utf8)
      if !columns[column].isRight { line.append(contentsOf: padding) }
    }
    while line.last == Self.space { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  private static let space = UInt8(ascii: " ")
}

extension String {
  /// How many terminal columns the text takes.
  var columnCount: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.columnCount }
  }

  /// The text, or what fits of it and an ellipsis where it takes more columns.
  func shortened(
    to width: Int, ellipsis: String, at cut: TextTable.Column.Cut = .end
  ) -> String {
    guard columnCount > width else { return self }
    let room = max(0, width - ellipsis.columnCount)
    let tail = cut == .middle ? room / 2 : 0
    let start = Self.prefix(of: unicodeScalars, room - tail)
    let end = Self.prefix(of: unicodeScalars.reversed(), tail)
    return start + ellipsis + String(String.UnicodeScalarView(end.unicodeScalars.reversed()))
  }

  /// The first scalars that fit into some columns.
  private static func prefix(of scalars: some Sequence<Unicode.Scalar>, _ width: Int) -> String {
    var result = ""
    var used = 0
    for scalar in scalars {
      used += scalar.columnCount
      if used > width { break }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// The text in pieces of at most `width` columns, broken between words, or in a word that is longer.
  func wrapped(to width: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      let longer = piece.isEmpty ? String(word) : piece + " " + word
      if longer.columnCount <= width {
        piece = longer
        continue
      }
      if !piece.isEmpty { pieces.append(piece) }
      piece = String(word)
      while piece.columnCount > width {
        let start = Self.prefix(of: piece.unicodeScalars, max(1, width))
        guard !start.isEmpty, start.unicodeScalars.count < piece.unicodeScalars.count else { break }
        pieces.append(start)
        piece.unicodeScalars.removeFirst(start.unicodeScalars.count)
      }
    }
    return pieces + [piece]
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
