import Foundation
import ModelFacts
import ModelFormat
import QuantMath
import TestSupport
import Testing

@testable import Rewriting

/// The HARD_SWISH operators of real models: what a split of each may cost at most.
@Suite struct SiteSplitTests {
  /// By strategy, the largest error in codes that may remain.
  static let bounds: [(SplitStrategy, Int)] = [
    (.relu6, 1), (.relu6Folded, 1), (.depthwise, 1), (.int16, 1), (.lookup, 0), (.lookupMicro, 0),
    (.float, 1),
  ]

  @Test(arguments: bounds)
  func staysWithinTheBound(strategy: SplitStrategy, bound: Int) throws {
    let sites = try Self.sites()
    #expect(sites.count >= 11)
    var cases: [SplitCase] = []
    for site in sites {
      let split = try strategy.split.best(replacing: site)
      let tables = try split.tables()
      let place = "\(site.input) \(site.output)"
      let table = try #require(tables.defaultX86, "\(place)")
      #expect(TableDifference(tables.reference, site.table).maxErrorCodes <= bound, "\(place)")
      #expect(TableDifference(table, site.table).maxErrorCodes <= bound, "\(place)")
      cases.append(try SplitCase(place, split, site))
    }
    let outcome = try SplitOracle.run(cases)
    #expect(outcome.status == 0, "\(outcome.errorText.suffix(1000))")
    #expect(outcome.text == "")
  }

  /// Each pair of grids once, of the fixtures and of the folder of real models where there is one.
  private static func sites() throws -> [ReplacedHardSwish] {
    var found: [ReplacedHardSwish] = []
    for folder in [Places.fixtures, Places.corpus].compactMap(\.self) {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      for name in names where name.hasSuffix(".tflite") {
        let path = FilePath(folder.appending(path: name).path)
        for entry in HardSwishSurvey(Model(file: try ModelFile.open(path))).entries {
          guard let preparation = entry.arithmetic.analysis?.preparation else { continue }
          let site = try ReplacedHardSwish(
            input: preparation.input, output: preparation.output)
          if !found.contains(site) { found.append(site) }
        }
      }
    }
    return found
  }
}
