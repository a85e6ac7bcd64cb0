import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

/// Holds changed weights and types to numpy and to the runtime, which know nothing of our code.
@Suite struct WeightOracleTests {
  private static let fixtures = [
    "digits_int8", "digits_dynamic", "outside_tables", "decomposed_clip_int8",
    "decomposed_division_int8", "decomposed_folded_int8", "decomposed_scaled_gate_int8",
    "decomposed_sixth_of_input_int8", "decomposed_vector_sixth_int8",
    "decomposed_wrong_ranges_int8", "near_miss_channel_gate_int8", "near_miss_slope_int8",
    "near_miss_spatial_gate_int8",
  ].map(Places.fixture)

  @Test func perTensorWeightsAreTheNearest() throws {
    let paths = try Self.fixtures + Self.corpus()
    try check("check_weights.py", paths.map { ($0, [PerTensorWeights()]) }) {
      $0.contains("layers")
    }
  }

  /// What one scale costs the outputs in LiteRT; every weight at the nearest code gave the MobileNetV3 0.6 to 0.77.
  @Test(arguments: [
    ("smart-gallery__mobilenetv3", 0.98), ("digits_int8", 0.995),
  ])
  func oneScaleKeepsTheOutputs(name: String, least: Double) throws {
    let isFixture = name.hasPrefix("digits")
    let path =
      isFixture
      ? Places.fixture(name) : Places.corpus?.appending(path: "\(name).tflite").path
    guard let path, FileManager.default.fileExists(atPath: path) else {
      print("skipped: no \(name).tflite")
      return
    }
    try Places.withTemporaryFolder { folder in
      let file = try ModelFile.open(FilePath(path))
      try write(RewrittenModel(file, PerTensorWeights()).runner.edited, folder, "new.tflite")
      let oracle = Places.project.appending(path: "Tests/RewritingTests/Oracles/cosine.py").path
      let outcome = try Program.run(
        Places.python,
        ["-B", "-W", "ignore", oracle, path, folder.appending(path: "new.tflite").path]
          + (isFixture ? [Places.fixtures.appending(path: "digits_test.npz").path] : []))
      let cosine = try #require(
        Double(outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)), "\(outcome.errorText)"
      )
      print("\(name): cosine \(cosine)")
      #expect(cosine >= least)
    }
  }

  @Test func int8WeightsAreTheNearest() throws {
    try check("check_weights.py", Self.corpus().map { ($0, [ToInt8()]) }) { $0.contains("layers") }
  }

  @Test(arguments: [true, false])
  func fixturesInUInt8GiveTheSameCodes(keepIO: Bool) throws {
    let pass = ToUInt8(keepIO: keepIO)
    try check(
      "check_signedness.py", Self.fixtures.map { ($0, [PerTensorWeights(), pass]) },
      keepsEnds: keepIO
    ) { $0 == "11 equal, 1 differ as said, 0 do not run\n" }
  }

  @Test(arguments: [true, false])
  func realModelsInUInt8GiveTheSameCodes(keepIO: Bool) throws {
    let pass = ToUInt8(keepIO: keepIO)
    try check(
      "check_signedness.py", Self.corpus().map { ($0, [PerTensorWeights(), pass]) },
      keepsEnds: keepIO
    ) { $0.contains(" equal, ") }
  }

  /// Real models, where there is a folder of them.
  private static func corpus() throws -> [String] {
    guard let folder = Places.corpus else { return [] }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "tflite" }.map(\.path).sorted()
  }

  /// Runs passes on models; the last of the passes is the one to be looked at, and models that it
  /// refuses or leaves are left out.
  private func check(
    _ script: String, _ models: [(path: String, passes: [any Pass])], keepsEnds: Bool = false,
    answer: (String) -> Bool
  ) throws {
    try Places.withTemporaryFolder { folder in
      for (number, model) in models.enumerated() {
        let file = try ModelFile.open(FilePath(model.path))
        guard let edited = try? EditableModel(file) else { continue }
        var runner = PassRunner(edited)
        for pass in model.passes.dropLast() { try runner.run(pass) }
        let before = runner
        guard let last = model.passes.last, (try? runner.run(last)) != nil,
          runner.steps.count > before.steps.count
        else { continue }
        let steps = runner.steps.dropFirst(before.steps.count)
        try write(before.edited, folder, "\(number).old.tflite")
        try write(runner.edited, folder, "\(number).new.tflite")
        let facts =
          script == "check_weights.py" ? Self.figures(steps) : Self.facts(steps, keepsEnds)
        try JSONSerialization.data(withJSONObject: facts)
          .write(to: folder.appending(path: "\(number).json"))
      }
      let oracle = Places.project.appending(path: "Tests/RewritingTests/Oracles/\(script)").path
      let shared = Places.project.appending(path: "Tests/CommandTests/Oracles").path
      let outcome = try Program.run(
        Places.python, ["-B", "-W", "ignore", oracle, folder.path],
        environment: ["PYTHONPATH": shared])
      #expect(
        outcome.status == 0 && answer(outcome.text),
        "\(outcome.text)\(outcome.errorText.suffix(2000))")
    }
  }

  private func write(_ model: EditableModel, _ folder: URL, _ name: String) throws {
    let path = FilePath(folder.appending(path: name).path)
    try ModelWriter(model).write(to: OutputFile(path, from: model.source, replacing: false))
  }

  private static func figures(_ steps: some Sequence<PassRunner.Step>) -> [String: Any] {
    var facts: [String: Any] = [:]
    for step in steps {
      guard case .weights(let figures) = step.certificate, let op = step.change.op else { continue }
      var entry: [String: Any] = ["max_absolute": figures.maxAbsolute]
      // JSON has no infinity; what is exact is left to the other checks.
      guard figures.signalToNoise.isFinite else { continue }
      entry["signal_to_noise"] = figures.signalToNoise
      entry["worst_channel"] = figures.worstChannel
      entry["worst"] = figures.worstSignalToNoise
      facts["\(step.change.subgraph)/\(op)"] = entry
    }
    return facts
  }

  private static func facts(
    _ steps: some Sequence<PassRunner.Step>, _ keepsEnds: Bool
  ) -> [String: Any] {
    [
      "may_differ": steps.contains { $0.change.detail.contains("may differ") },
      "keeps_ends": keepsEnds,
    ]
  }
}
