/// Makes the columns of a table fit a terminal: names give way first, then columns drop out, then the
/// others are shortened.
struct TableFit {
  private let columns: [TextTable.Column]
  private let width: Int
  /// The width of each column, shown or not.
  private(set) var widths: [Int]
  /// The positions of the columns that are shown.
  private(set) var shown: [Int]

  /// A name of so many columns can be told from others.
  private static let nameWidth = 16
  /// A name of so many still can, often; with so many columns, a scale has its zero point.
  private static let shortNameWidth = 12
  private static let scaleWidth = 20
  /// A sentence that continues on further lines has so many columns, if it can.
  private static let sentenceWidth = 32
  /// No column is shortened below this.
  private static let narrowest = 8

  /// The columns that have text, at their full widths.
  init(_ columns: [TextTable.Column], widths: [Int], shown: [Int], width: Int) {
    (self.columns, self.width) = (columns, width)
    (self.widths, self.shown) = (widths, shown)
  }

  /// Fits the columns, and returns those that had to go.
  mutating func run() -> [Int] {
    let all = shown
    let candidates = shown.filter { columns[$0].dropsOut > 0 }
      .sorted { columns[$0].dropsOut < columns[$1].dropsOut }
    for column in candidates where least > width { shown.removeAll { $0 == column } }
    let names = shown.filter { columns[$0].cut == .middle }
    let sentences = shown.filter { columns[$0].wraps }
    let others = shown.filter { columns[$0].givesWay > 0 && columns[$0].cut == .end }
    shrink(names, to: Self.nameWidth)
    shrink(sentences, to: Self.sentenceWidth)
    shrink(others, to: Self.scaleWidth)
    shrink(names, to: Self.shortNameWidth)
    shrink(others, to: Self.nameWidth)
    shrink(names + others + sentences, to: Self.narrowest)
    while excess > 0, shown.count > 1 { shown.removeLast() }
    return all.filter { !shown.contains($0) }
  }

  /// The columns that the table takes once names and sentences have given way.
  private var least: Int {
    shown.reduce(TextTable.gap * (shown.count - 1)) { sum, column in
      let floor =
        columns[column].wraps
        ? Self.sentenceWidth : columns[column].cut == .middle ? Self.nameWidth : .max
      return sum + min(widths[column], floor)
    }
  }

  private var excess: Int {
    shown.reduce(TextTable.gap * (shown.count - 1)) { $0 + widths[$1] } - width
  }

  /// Takes what is too much from some columns, the first to give way first.
  private mutating func shrink(_ some: [Int], to floor: Int) {
    for column in some.sorted(by: { columns[$0].givesWay < columns[$1].givesWay }) {
      // A headline is read before what is below it.
      let least = max(floor, columns[column].title.columnCount)
      widths[column] -= min(max(0, excess), max(0, widths[column] - least))
    }
  }
}
