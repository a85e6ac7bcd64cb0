import Foundation
import TestSupport
import Testing

/// Types and granularities of weights: what audits say of them beside what LiteRT computes.
@Suite struct WeightTypesTests {
  /// LiteRT reads such weights as INT8, which is what converters that wrote them meant.
  private static func isLegacy(_ name: String) -> Bool {
    name.contains("-FLOAT32-UINT8-")
  }

  @Test func auditsRejectWhatLiteRTDoesNotCompute() throws {
    try Places.withTemporaryFolder { folder in
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Oracles/weight_types.py")
      let run = try Program.run(Places.python, ["-B", script.path, folder.path])
      try #require(run.status == 0, "\(run.errorText)")
      let verdicts = try JSONDecoder().decode([String: String].self, from: Data(run.text.utf8))
      try #require(verdicts.count == 192)
      let audit = try Program.run(
        Places.program,
        ["audit", "--select", "G024,Q002,Q006,Q012", "--format", "csv"] + verdicts.keys.sorted(),
        in: folder)
      let rejected = Set(
        audit.text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line -> String? in
          let fields = line.split(separator: ",", maxSplits: 4).map(String.init)
          return fields[3] == "error" ? fields[0] : nil
        })
      for (name, verdict) in verdicts.sorted(by: { $0.key < $1.key }) where !Self.isLegacy(name) {
        #expect(rejected.contains(name) == (verdict != "right"), "\(name) is \(verdict)")
      }
      #expect(verdicts.values.filter { $0 == "right" }.count > 40)
      #expect(verdicts.values.filter { $0 == "wrong" }.count > 20)
    }
  }
}
