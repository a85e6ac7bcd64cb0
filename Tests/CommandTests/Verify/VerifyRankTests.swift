import Foundation
import TestSupport
import Testing

/// The ranking of operators, held to numpy, to one-operator models and to TensorFlow's QuantizationDebugger.
@Suite struct VerifyRankTests {
  private static let float = Places.fixture("digits_float32")
  private static let int8 = Places.fixture("digits_int8")
  private static let testSet = Places.fixtures.appending(path: "digits_test.npz").path

  @Test func agreesWithNumpyAndOneOperatorModels() throws {
    let script = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/check_ranking.py")
    let outcome = try Oracle.python(
      [
        "-W", "ignore", script.path, Places.program.path, Self.float, Self.int8, Self.testSet, "10",
      ])
    #expect(outcome.status == 0, "\(outcome.errorText.suffix(1000))")
    #expect(outcome.text == "same 45 operators\n")
  }

  /// What `Oracles/quantization_debugger.py` recorded.
  private struct Recorded: Decodable {
    let runs: Int
    let rmse_over_scale: [[Double]]
  }

  /// The same kernels as in the debugger: within 0.33 % when this was written.
  @Test func measuresWhatQuantizationDebuggerMeasures() throws {
    let file = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/quantization_debugger.json")
    let recorded = try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: file))
    let errors = try Self.errors("--runs", "\(recorded.runs)", "--kernels", "default")
    var worst = 0.0
    for row in recorded.rmse_over_scale {
      let (index, whole, layer) = (Int(row[0]), row[1], row[2])
      let error = try #require(errors.first { $0["operator"] as? Int == index })
      let path = try Self.figure("rmse_over_scale", "path", error)
      #expect(abs(path / whole - 1) < 0.01, "operator \(index): \(path), \(whole)")
      worst = max(worst, abs(path / whole - 1))
      // The debugger's layers read the quantized model's tensors; the first one reads the same.
      let own = try Self.figure("rmse_over_scale", "own", error)
      #expect(index > 0 ? own > 0.95 * layer : abs(own / layer - 1) < 0.01)
    }
    #expect(recorded.rmse_over_scale.count == 44)
    let byLayer = recorded.rmse_over_scale.max { $0[2] < $1[2] }
    let byOwn = try errors.max {
      try Self.figure("rmse_over_scale", "own", $0) < Self.figure("rmse_over_scale", "own", $1)
    }
    #expect(byLayer?[0] == (byOwn?["operator"] as? Double))
    print("RMSE/scale beside QuantizationDebugger's: at most \(worst * 100) % apart")
  }

  /// A bias is spoiled, so that one operator makes an error and those behind it only pass it on.
  @Test func tellsAnOwnErrorFromAnInheritedOne() throws {
    let sound = try Data(contentsOf: URL(filePath: Self.int8))
    let root = try #require(
      try JSONSerialization.jsonObject(with: Flatc.json(of: URL(filePath: Self.int8)))
        as? [String: Any])
    let subgraph = try #require((root["subgraphs"] as? [[String: Any]])?.first)
    let op = try #require(subgraph["operators"] as? [[String: Any]])[13]
    let bias = try #require((op["inputs"] as? [Int])?[2])
    let buffer = try #require((subgraph["tensors"] as? [[String: Any]])?[bias]["buffer"] as? Int)
    let data = try #require((root["buffers"] as? [[String: Any]])?[buffer]["data"] as? [Int])
    let place = try #require(sound.firstRange(of: data.map { UInt8($0) }))
    var spoiled = sound
    for channel in 0..<48 { spoiled[place.lowerBound + 4 * channel + 1] &+= 40 }
    try ModelPairs.withFiles(sound, spoiled) { before, after in
      let old = try Self.errors(b: before.path, "--runs", "5")
      let new = try Self.errors(b: after.path, "--runs", "5")
      #expect(new.first?["operator"] as? Int == 13)
      for one in new {
        let index = try #require(one["operator"] as? Int)
        let was = try #require(old.first { $0["operator"] as? Int == index })
        let own = try Self.figure("sqnr_db", "own", one)
        let path = try Self.figure("sqnr_db", "path", one)
        #expect((own == (try Self.figure("sqnr_db", "own", was))) == (index != 13))
        if index < 13 { #expect(try path == Self.figure("sqnr_db", "path", was)) }
        if index == 14 { #expect(path < own - 10) }
      }
    }
  }

  @Test func aModelAgainstItselfMakesNoError() throws {
    let outcome = try Verify.run(Self.int8, Self.int8, "--rank", "2", "--runs", "1")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(
      outcome.text.contains("Own error, each operator alone on the reference's tensors: 2 of 45"))
    let errors = try Self.errors(a: Self.int8, "--runs", "1")
    #expect(errors.count == 45)
    for error in errors {
      #expect((error["own_error"] as? [String: Any])?["sqnr_db"] as? String == "Infinity")
      #expect((error["path_error"] as? [String: Any])?["max_codes"] as? Double == 0)
    }
  }

  /// The operators of a split HARD_SWISH write tensors that the original does not have.
  @Test func operatorsWithoutACounterpartAreListedWithTheReason() throws {
    try Places.withTemporaryFolder { folder in
      let split = folder.appending(path: "split.tflite").path
      let rewritten = try Program.tflens(
        "rewrite", Self.int8, "-o", split, "--split-hard-swish=relu6", "--operator", "1")
      try #require(rewritten.status == 0, "\(rewritten.errorText)")
      let outcome = try Verify.run(Self.float, split, "--rank", "9", "--runs", "1")
      let section = try #require(outcome.text.split(separator: "Not run alone").last)
      let lines = section.split(separator: "\n").dropFirst(2)
      #expect(
        !lines.isEmpty
          && lines.allSatisfy { $0.contains("no tensor of the reference corresponds to its") },
        "\(section)")
      let errors = try Self.errors(b: split, "--runs", "1")
      let others = errors.filter { $0["own_error"] is NSNull }
      #expect(others.count == lines.count)
      #expect(others.allSatisfy { $0["not_run_alone"] is String })
      #expect(errors.filter { $0["path_error"] is NSNull }.count == others.count - 1)
    }
  }

  @Test func fitsAnEightyColumnTerminal() throws {
    let text = try Shell.onTerminal(
      "$TFLENS verify digits_float32.tflite digits_int8.tflite --inputs digits_test.npz "
        + "--std 16 --runs 1 --rank 4 --color never", columns: 80,
      environment: ["TFLENS_PYTHON": Places.python.path])
    // The progress line of the terminal is not part of the report.
    let lines = text.replacing("\u{1b}[K", with: "").split(whereSeparator: \.isNewline)
    #expect(lines.contains { $0.hasPrefix("Own error") })
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(text)")
  }

  @Test func ranksWhatTFLiteMicroComputes() throws {
    let errors = try Self.errors("--runs", "2", "--runtime", "tflm")
    #expect(errors.count == 45)
    #expect(errors.allSatisfy { $0["own_error"] is [String: Any] })
  }

  @Test func zeroOperatorsAreAUsageError() throws {
    let outcome = try Verify.run(Self.float, Self.int8, "--rank", "0")
    #expect(outcome.status == 2)
    #expect(outcome.errorText.contains("--rank"))
  }

  private static func errors(
    a: String = float, b: String = int8, _ options: String...
  ) throws -> [[String: Any]] {
    let outcome = try Verify.run(
      a, b, ["--inputs", testSet, "--std", "16", "--rank", "1", "--format", "json"] + options)
    return try #require(
      try outcome.document()["operators"] as? [[String: Any]], "\(outcome.errorText)")
  }

  private static func figure(_ name: String, _ kind: String, _ error: [String: Any]) throws
    -> Double
  {
    try #require((error["\(kind)_error"] as? [String: Any])?[name] as? Double)
  }
}
