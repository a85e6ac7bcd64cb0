import Foundation
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
            "natural \(place)", .natural(strategy, replacing: site), site),
          try SplitCase("best \(place)", .best(strategy, replacing: site), site),
        ]
      }
    }
    let outcome = try run(cases)
    #expect(cases.count == 14 * ranges.count)
    #expect(cases.allSatisfy { $0.expected.count == 2 })
    #expect(outcome.status == 0, "\(outcome.errorText.suffix(1000))")
    #expect(outcome.text == "")
  }

  private func run(_ cases: [SplitCase]) throws -> Outcome {
    let python = Places.python
    try #require(
      FileManager.default.isExecutableFile(atPath: python.path),
      "these tests need a Python with ai-edge-litert: run `make test`")
    return try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "cases.json")
      try JSONEncoder().encode(cases).write(to: file)
      return try Program.run(python, ["-B", "-W", "ignore", Self.script.path, file.path])
    }
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Oracles/run_splits.py")
}
