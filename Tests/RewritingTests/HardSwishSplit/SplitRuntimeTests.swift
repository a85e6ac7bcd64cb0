import QuantMath
import TestSupport
import Testing

@testable import Rewriting

/// The predicted tables of splits against the runtime, which runs their operators.
@Suite struct SplitRuntimeTests {
  @Test(arguments: [(CodeRange.int8, StudyRange.all), (.uint8, Array(StudyRange.all.suffix(2)))])
  func computesWhatIsPredicted(codes: CodeRange, ranges: [StudyRange]) throws {
    let cases = try SplitStrategy.allCases.flatMap { strategy in
      try ranges.flatMap { range in
        let site = try range.site(codes)
        let place = "\(codes) (\(range.lowest), \(range.highest))"
        return [
          try SplitCase(
            "natural \(place)", strategy.split.init(replacing: site), site),
          try SplitCase("best \(place)", strategy.split.best(replacing: site), site),
        ]
      }
    }
    let outcome = try SplitOracle.run(cases)
    #expect(cases.count == 2 * SplitStrategy.allCases.count * ranges.count)
    #expect(cases.allSatisfy { $0.expected.count == 2 })
    #expect(outcome.status == 0, "\(outcome.errorText.suffix(1000))")
    #expect(outcome.text == "")
  }

  @Test func noticesAWrongPrediction() throws {
    let site = try StudyRange.all[0].site()
    var wrong = try SplitCase("one code off", Relu6Split(replacing: site), site)
    wrong.expected["default"]?[200] -= 1
    let outcome = try SplitOracle.run([wrong])
    #expect(
      outcome.text.hasPrefix("relu6 one code off, default: 1 codes differ, the first at 200"))
  }
}
