import QuantMath
import Testing

@testable import Rewriting

/// The natural numbers of each strategy against figures measured on the real runtime: for each of
/// the twelve ranges `max error/codes changed` against the original operator.
@Suite struct NaturalSplitTests {
  static let reference: [(SplitStrategy, String)] = [
    (.relu6, "1/4 1/7 1/31 1/19 1/4 1/16 1/47 1/3 1/21 1/2 2/67 3/19"),
    (.relu6Folded, "1/4 1/7 1/31 1/19 1/4 1/16 1/47 1/3 1/21 1/2 2/67 3/19"),
    (.depthwise, "1/4 1/5 1/35 1/19 1/4 1/16 1/47 1/3 1/21 1/2 2/67 2/19"),
    (.int16, "1/2 0/0 1/4 1/2 1/4 0/0 0/0 1/2 0/0 1/3 0/0 1/1"),
    (.lookup, "0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0"),
    (.lookupMicro, "0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0"),
    (.float, "0/0 0/0 1/2 1/1 1/2 0/0 0/0 0/0 0/0 1/1 1/1 0/0"),
  ]
  static let defaultX86: [(SplitStrategy, String)] = [
    (.relu6, "1/2 1/5 1/34 1/14 1/5 1/16 1/45 1/2 1/20 1/1 2/63 2/23"),
    (.relu6Folded, "1/2 1/5 1/34 1/14 1/5 1/16 1/45 1/2 1/20 1/1 2/64 2/23"),
    (.int16, "1/2 0/0 1/4 1/2 1/4 0/0 0/0 1/2 0/0 1/3 0/0 1/1"),
    (.lookup, "0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0"),
    (.lookupMicro, "0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/0"),
    (.float, "0/0 0/0 1/2 1/1 1/2 0/0 0/0 0/0 0/0 1/1 1/1 0/0"),
    // One cell of the study differs: 1/1 in the eighth range. SplitRuntimeTests sides with 1/2.
    (.depthwise, "1/2 1/11 1/36 1/14 1/5 1/15 1/53 1/2 1/20 1/1 2/63 3/23"),
  ]

  @Test(arguments: reference, [CodeRange.int8, .uint8])
  func meetsTheReference(row: (strategy: SplitStrategy, figures: String), codes: CodeRange) throws {
    let cells = try StudyRange.all.map { range in
      let site = try range.site(codes)
      return cell(
        try row.strategy.split.init(replacing: site).tables().reference, site)
    }
    #expect(cells.joined(separator: " ") == row.figures, "\(row.strategy.rawValue)")
  }

  @Test(arguments: defaultX86)
  func meetsTheDefaultPath(row: (strategy: SplitStrategy, figures: String)) throws {
    let cells = try StudyRange.all.map { range in
      let site = try range.site()
      let tables = try row.strategy.split.init(replacing: site).tables()
      return cell(try #require(tables.defaultX86), site)
    }
    #expect(cells.joined(separator: " ") == row.figures, "\(row.strategy.rawValue)")
  }

  /// With intermediates only as wide as the inputs make them.
  @Test func meetsTheCalibratedFigures() throws {
    var (reference, defaultX86) = ([String](), [String]())
    for range in StudyRange.all {
      let site = try range.site()
      let highest = min(6, range.highest + 3)
      let split = Relu6Split(
        replacing: site, three: QuantizedScalar(3, filling: .int8),
        clipped: Grid(upTo: highest, .int8), sixth: QuantizedScalar(1.0 / 6, filling: .int8),
        gate: Grid(upTo: highest / 6, .int8))
      let tables = try split.tables()
      reference.append(cell(tables.reference, site))
      defaultX86.append(cell(try #require(tables.defaultX86), site))
    }
    #expect(
      reference.joined(separator: " ")
        == "1/4 1/7 1/24 1/19 1/4 1/16 1/47 1/3 1/21 1/2 1/36 2/10")
    #expect(
      defaultX86.joined(separator: " ")
        == "1/2 1/5 1/24 1/14 1/5 1/16 1/45 1/2 1/20 1/1 1/36 1/12")
  }

  private func cell(_ table: [Int32], _ site: ReplacedHardSwish) -> String {
    let difference = TableDifference(table, site.table)
    return "\(difference.maxErrorCodes)/\(difference.codesChanged)"
  }
}
