import Foundation
import TestSupport
import Testing

/// Holds the documents to readers that share no code with ours: flatc, ai-edge-litert and numpy.
@Suite struct OracleTests {
  static let oracles = [
    "compare_inspect", "compare_dump", "compare_hardswish", "compare_arithmetic", "compare_rewrite",
    "compare_split", "compare_grids",
  ]

  @Test(arguments: oracles)
  func agreesOnTheFixtures(oracle: String) throws {
    try compare(oracle, models(in: Places.fixtures))
  }

  @Test(
    .enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"),
    arguments: oracles)
  func agreesOnRealModels(oracle: String) throws {
    try compare(oracle, models(in: #require(Places.corpus)))
  }

  /// Splits are left out: LiteRT ends the process at some of the faulty scales, so that there is
  /// nothing to compare with.
  @Test(arguments: oracles.filter { $0 != "compare_split" })
  func agreesOnFaultyModels(oracle: String) throws {
    try Places.withTemporaryFolder { folder in
      let source = Places.fixtures.appending(path: "digits_int8.tflite").path
      let made = try python("faults", [source, folder.path])
      try #require(made.status == 0, "\(made.errorText)")
      try compare(oracle, models(in: folder))
    }
  }

  /// The faulty models are named for the verdict on their first site.
  @Test func givesEachFaultItsVerdict() throws {
    try Places.withTemporaryFolder { folder in
      let source = Places.fixtures.appending(path: "digits_int8.tflite").path
      #expect(try python("faults", [source, folder.path]).status == 0)
      for model in try models(in: folder) {
        let outcome = try Program.tflens("hardswish", model.path, "--format", "json")
        let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        let site = (document?["sites"] as? [[String: Any]])?.first
        let verdict = try #require(site?["verdict"] as? String)
        #expect(model.lastPathComponent.hasPrefix("\(verdict)__"), "\(model.lastPathComponent)")
      }
    }
  }

  private func compare(_ oracle: String, _ models: [URL]) throws {
    let outcome = try python(oracle, [Places.program.path] + models.map(\.path))
    let different = outcome.text.split(separator: "\n").filter { !$0.hasPrefix("same ") }
    #expect(outcome.status == 0, "\(different.joined(separator: "\n"))\n\(outcome.errorText)")
  }

  private func python(_ script: String, _ arguments: [String]) throws -> Outcome {
    let file = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/\(script).py")
    return try Oracle.python([file.path] + arguments)
  }

  private func models(in folder: URL) throws -> [URL] {
    let all = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let models = all.filter { ["tflite", "bin"].contains($0.pathExtension) }
    try #require(!models.isEmpty)
    return models.sorted { $0.path < $1.path }
  }
}

/// The Python that knows other readers of models.
enum Oracle {
  /// Runs it; fails, rather than skips, where it is not there.
  static func python(_ arguments: [String]) throws -> Outcome {
    let python = Places.python
    try #require(
      FileManager.default.isExecutableFile(atPath: python.path),
      "the oracles need a Python with ai-edge-litert: run `make test`")
    return try Program.run(python, ["-B", "-X", "utf8"] + arguments)
  }
}
