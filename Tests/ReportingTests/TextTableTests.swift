import Testing

@testable import Reporting

@Suite struct TextTableTests {
  private static let plain = TextStyle(isColored: false, isUnicode: true)

  private func table(_ rows: [[TextTable.Cell]], givesWay: [Int] = [0, 1, 2]) -> TextTable {
    var table = TextTable([
      .init(title: "n", isRight: true, givesWay: givesWay[0]),
      .init(title: "first", givesWay: givesWay[1]), .init(title: "last", givesWay: givesWay[2]),
    ])
    rows.forEach { table.add($0) }
    return table
  }

  @Test func alignsNumbersRightAndTextLeft() {
    let lines = table([["1", "a", "x"], ["10", "bcdefgh", "y"]]).lines(
      style: Self.plain, width: nil)
    #expect(lines == [" n  first    last", " 1  a        x", "10  bcdefgh  y"])
  }

  @Test func leavesOutAColumnWithoutText() {
    let lines = table([["1", "", "x"]]).lines(style: Self.plain, width: nil)
    #expect(lines == ["n  last", "1  x"])
  }

  @Test func shortensInTheOrderThatColumnsGiveWay() {
    let row: [TextTable.Cell] = ["1", "abcdefghijkl", "mnopqrstuvwx"]
    let lines = table([row]).lines(style: Self.plain, width: 25)
    // 1 + 2 + 12 + 2 + 12 = 29; the first text gives 4 and that is enough.
    #expect(lines[1] == "1  abcdefg…  mnopqrstuvwx")
  }

  @Test func neverShortensBelowEightColumns() {
    let row: [TextTable.Cell] = ["1", "abcdefghijkl", "mnopqrstuvwx"]
    let lines = table([row]).lines(style: Self.plain, width: 5)
    #expect(lines[1] == "1  abcdefg…  mnopqrs…")
  }

  @Test func usesThreeDotsWithoutUnicode() {
    let style = TextStyle(isColored: false, isUnicode: false)
    let row: [TextTable.Cell] = ["1", "abcdefghijkl", "mnopqrstuvwx"]
    #expect(table([row]).lines(style: style, width: 25)[1] == "1  abcde...  mnopqrstuvwx")
  }

  @Test func aLongCellWidensOnlyItsOwnRowInAFile() {
    let long = String(repeating: "x", count: 500)
    let lines = table([["1", .init(long), "y"], ["2", "a", "z"]]).lines(
      style: Self.plain, width: nil)
    #expect(lines[1] == "1  \(long)  y")
    #expect(lines[2] == "2  a\(String(repeating: " ", count: 59))  z")
  }

  @Test func hasNoHeadlinesWithoutTitles() {
    var table = TextTable([.init(title: ""), .init(title: "")])
    table.add(["a", "b"])
    #expect(table.lines(style: Self.plain, width: nil) == ["a  b"])
  }

  @Test func coloursDoNotCountAsColumns() {
    let style = TextStyle(isColored: true, isUnicode: true)
    let rows: [[TextTable.Cell]] = [["1", .init("ok") { $0.good($1) }, "x"], ["2", "none", "y"]]
    let lines = table(rows).lines(style: style, width: nil)
    #expect(lines[1] == "1  \u{1b}[32mok\u{1b}[0m     x")
    #expect(lines[2] == "2  none   y")
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한", 2), ("🙂", 2), ("", 0),
  ])
  func countsColumnsAsATerminalDoes(text: String, columns: Int) {
    #expect(text.columnCount == columns)
  }
}

extension TextTable {
  /// All lines at once.
  fileprivate func lines(style: TextStyle, width: Int?) -> [String] {
    var lines: [String] = []
    forEachLine(style: style, width: width) { lines.append($0) }
    return lines
  }
}
