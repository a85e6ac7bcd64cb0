import QuantMath
import TestSupport
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
      let split = try row.strategy.split.best(replacing: site)
      let found = TableDifference(try split.tables().reference, site.table)
      let place = "\(row.strategy.rawValue) (\(range.lowest), \(range.highest))"
      #expect(found.maxErrorCodes <= cell.worst, "\(place)")
      #expect(found.codesChanged <= cell.changed, "\(place)")
    }
  }

  /// int8 and uint8 are one arithmetic, 128 codes apart, where no vector kernel is in between.
  @Test func splitsBothTypesAlike() throws {
    let range = StudyRange.all[2]
    let (signed, unsigned) = (try range.site(.int8), try range.site(.uint8))
    let (a, b) = (
      try Relu6Split.best(replacing: signed).tables(),
      try Relu6Split.best(replacing: unsigned).tables()
    )
    #expect(a.reference.map { $0 + 128 } == b.reference)
    #expect(a.defaultX86?.map { $0 + 128 } == b.defaultX86)
  }

  @Test(arguments: [SplitStrategy.relu6, .relu6Folded, .depthwise, .int16])
  func isNeverWorseThanNatural(strategy: SplitStrategy) throws {
    var random = SeededGenerator(seed: 0x5e11)
    for _ in 0..<3 {
      let range = StudyRange(
        -Double.random(in: 0.1...20, using: &random), Double.random(in: 0.1...20, using: &random))
      let site = try range.site()
      let natural = SplitScore(
        try strategy.split.init(replacing: site).tables(), site)
      let best = SplitScore(try strategy.split.best(replacing: site).tables(), site)
      #expect(best <= natural, "(\(range.lowest), \(range.highest))")
    }
  }

  /// The score with which a candidate won is the score of its tables, computed in order.
  @Test func scoresAsTheTablesSay() throws {
    var random = SeededGenerator(seed: 0x5c0e)
    let none = SplitScore(
      worst: .max, changedReference: .max, changedDefault: .max, totalFromReal: .max)
    for range in StudyRange.all {
      let site = try range.site()
      var scorer = SplitScorer(site)
      let space = Relu6Split.Space(site)
      for _ in 0..<10 {
        let split = space.split(at: SearchPoint.random(in: -1...1, using: &random))
        let score = SplitScore(try split.tables(), site)
        #expect(scorer.score(split, limit: none) == score)
        #expect(scorer.score(split, limit: score) == score)
        let better = SplitScore(worst: score.worst, changedReference: score.changedReference - 1)
        #expect(score.worst == 0 || scorer.score(split, limit: better) == nil)
      }
    }
  }

  @Test(arguments: [SplitStrategy.lookup, .lookupMicro], [CodeRange.int8, .uint8])
  func looksUpEveryCode(strategy: SplitStrategy, codes: CodeRange) throws {
    for range in StudyRange.all {
      let site = try range.site(codes)
      let tables = try strategy.split.best(replacing: site).tables()
      #expect(tables.reference == site.table)
      #expect(tables.defaultX86 == site.table)
    }
  }
}
