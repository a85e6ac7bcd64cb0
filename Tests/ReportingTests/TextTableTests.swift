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

  @Test func neverShortensBelowEightColumnsButHidesOne() {
    let row: [TextTable.Cell] = ["1", "abcdefghijkl", "mnopqrstuvwx"]
    // 1 + 2 + 8 + 2 + 8 = 21.
    #expect(table([row]).lines(style: Self.plain, width: 21)[1] == "1  abcdefg…  mnopqrs…")
    var lines: [String] = []
    let hidden = table([row]).forEachLine(style: Self.plain, width: 20) { lines.append($0) }
    #expect(lines == ["n  first", "1  abcdefg…"])
    #expect(hidden == ["last"])
  }

  private func names(_ rows: [[TextTable.Cell]]) -> TextTable {
    var table = TextTable([
      .init(title: "op"), .init(title: "scale", dropsOut: 1),
      .init(title: "name", givesWay: 1, cut: .middle),
    ])
    rows.forEach { table.add($0) }
    return table
  }

  @Test func aNameIsShortenedFirstAndInTheMiddle() {
    let row: [TextTable.Cell] = ["ADD", "0.00392156", "functional_1/activation_1/Relu6"]
    // 3 + 2 + 10 + 2 + 31 = 48; 16 columns of the name are enough to know it.
    #expect(
      names([row]).lines(style: Self.plain, width: 40)[1]
        == "ADD  0.00392156  functional_…ion_1/Relu6")
    #expect(
      names([row]).lines(style: Self.plain, width: 33)[1] == "ADD  0.00392156  function…1/Relu6")
  }

  @Test func aScaleKeepsItsZeroPointWhereTheNameCanBeShorter() {
    var table = TextTable([
      .init(title: "t"), .init(title: "quantization", givesWay: 2),
      .init(title: "name", givesWay: 1, cut: .middle),
    ])
    table.add(["0", "0.00041688126 z -127", "functional_1/activation_1/Relu6"])
    // 1 + 2 + 20 + 2 + 12 = 37.
    #expect(
      table.lines(style: Self.plain, width: 37)[1] == "0  0.00041688126 z -127  functi…Relu6")
  }

  @Test func aColumnIsHiddenWhereTheNameWouldBeTooShort() {
    var lines: [String] = []
    let hidden = names([["ADD", "0.00392156", "functional_1/activation_1/Relu6"]])
      .forEachLine(style: Self.plain, width: 32) { lines.append($0) }
    #expect(lines[1] == "ADD  functional_1/…ation_1/Relu6")
    #expect(hidden == ["scale"])
  }

  @Test func aSentenceContinuesBelow() {
    var table = TextTable([.init(title: "op"), .init(title: "reason", wraps: true)])
    table.add(["ADD", "the scale of the output is not that of the input"])
    #expect(
      table.lines(style: Self.plain, width: 30) == [
        "op   reason", "ADD  the scale of the output", "     is not that of the input",
      ])
    #expect(table.lines(style: Self.plain, width: nil).count == 2)
  }

  @Test(arguments: [
    ("one two", 7, ["one two"]), ("one two", 6, ["one", "two"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]),
    ("a abcdefgh b", 4, ["a", "abcd", "efgh", "b"]), ("日本語", 4, ["日本", "語"]), ("", 4, [""]),
    ("日本", 1, ["日本"]),
  ])
  func wraps(text: String, width: Int, pieces: [String]) {
    #expect(text.wrapped(to: width) == pieces)
  }

  @Test func theWriterNamesHiddenColumns() throws {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let text = TextWriter(to: output, style: Self.plain, width: 34)
    try text.table(names([["ADD", "0.00392156", "functional_1/activation_1/Relu6"]]))
    try output.finish()
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
          op   name
          ADD  functional_1/…ation_1/Relu6
          hidden column: scale; a wider
          terminal or a pipe shows it

        """)
  }

  @Test func theWriterBreaksAWordThatIsTooLong() throws {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let text = TextWriter(to: output, style: Self.plain, width: 10)
    try text.facts([("a", "bcdefghijklmnop q"), ("b", "one twothree")])
    try output.finish()
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
          a  bcdef
             ghijk
             lmnop
             q
          b  one
             twoth
             ree

        """)
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
    #expect(lines[2] == "2  a      z")
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
