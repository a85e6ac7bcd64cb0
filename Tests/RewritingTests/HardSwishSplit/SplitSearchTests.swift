import QuantMath
import Testing

@testable import Rewriting

/// The search against the best that an earlier, much longer one found: for each of the twelve ranges
/// `max error/codes changed` against the original operator, with the reference kernels.
@Suite struct SplitSearchTests {
  struct Row: Sendable {
    let strategy: SplitStrategy
    let figures: String

    var cells: [(worst: Int, changed: Int)] {
      figures.split(separator: " ").map {
        let numbers = $0.split(separator: "/").compactMap { Int($0) }
        return (numbers[0], numbers[1])
      }
    }
  }

  static let rows = [
    Row(
      strategy: .relu6,
      figures: "1/3 0/0 1/15 1/3 1/1 1/5 1/17 0/0 1/12 1/1 1/8 1/5"),
    Row(
      strategy: .relu6Folded,
      figures: "1/1 0/0 1/11 1/2 1/2 1/1 1/14 1/1 1/10 1/1 1/8 1/4"),
    Row(
      strategy: .depthwise,
      figures: "1/2 1/5 1/11 1/10 1/4 1/15 1/17 1/1 1/10 1/1 1/8 1/5"),
    Row(
      strategy: .int16,
      figures: "0/0 0/0 1/1 1/1 1/2 0/0 0/0 0/0 0/0 1/1 0/0 0/0"),
  ]

  @Test(arguments: rows)
  func findsWhatALongSearchFound(row: Row) throws {
    for (range, cell) in zip(StudyRange.all, row.cells) {
      let site = try range.site()
      let split = try HardSwishSplit.best(row.strategy, replacing: site)
      let found = TableDifference(try split.tables().reference, site.table)
      let place = "\(row.strategy.rawValue) (\(range.lowest), \(range.highest))"
      #expect(found.maxErrorCodes <= cell.worst, "\(place)")
      #expect(found.codesChanged <= cell.changed, "\(place)")
    }
  }

  @Test(arguments: [SplitStrategy.lookup, .lookupMicro], [CodeRange.int8, .uint8])
  func looksUpEveryCode(strategy: SplitStrategy, codes: CodeRange) throws {
    for range in StudyRange.all {
      let site = try range.site(codes)
      let tables = try HardSwishSplit.best(strategy, replacing: site).tables()
      #expect(tables.reference == site.table)
      #expect(tables.defaultX86 == site.table)
    }
  }
}
