import Foundation
import TestSupport
import Testing

/// Spoils the digits model, of which LiteRT classifies 447 of 450 images correctly, and lets `rewrite --requantize` fix it.
@Suite struct RequantizeTests {
  private static let right = 447
  /// 0.3 points of 450 images.
  private static let lost = 1

  /// The ranges of the float twin know what the int8 model cannot hold.
  @Test(arguments: [4, 1.0 / 3], ["minmax", "percentile=99.99", "mse", "entropy"])
  func comesBack(factor: Double, method: String) throws {
    try withSpoiled(factor) { folder in
      let twin = Places.fixture("digits_float32")
      _ = try calibrate(twin, to: "float.json", in: folder)
      let answer = try rewrite(
        "spoiled.tflite", "fixed.tflite", "--ranges", "float.json", "--method", method, in: folder)
      // Relative entropy does not mind some of the errors that the expected ratio counts.
      if method != "entropy" {
        #expect(answer.hasPrefix("wrote fixed.tflite: 46 changes"), "\(answer)")
      }
      let found = try right(["spoiled.tflite", "fixed.tflite"], in: folder)
      #expect(found[0] < Self.right && found[1] >= Self.right - Self.lost, "\(found)")

      let again = try rewrite(
        "fixed.tflite", "again.tflite", "--ranges", "float.json", "--method", method, in: folder)
      #expect(again.hasPrefix("wrote again.tflite: no changes"), "\(again)")
    }
  }

  /// The scales of a HARD_SWISH must stay near each other, so that its input and output wait for one another.
  @Test func comesBackFromFar() throws {
    try withSpoiled(1000) { folder in
      _ = try calibrate(Places.fixture("digits_float32"), to: "float.json", in: folder)
      let answer = try rewrite(
        "spoiled.tflite", "fixed.tflite", "--ranges", "float.json", in: folder)
      #expect(answer.hasPrefix("wrote fixed.tflite: 46 changes"), "\(answer)")
      let found = try right(["spoiled.tflite", "fixed.tflite"], in: folder)
      // Biases are rounded to steps a thousand times as large on the way: a point is lost.
      #expect(found[0] < 100 && found[1] >= Self.right - 4, "\(found)")
    }
  }

  /// Without a float twin, ends that clamped values are doubled until they do not.
  @Test func comesBackByItself() throws {
    try withSpoiled(1.0 / 3) { folder in
      var rounds = 0
      var answer = ""
      repeat {
        let (old, new) = ("\(rounds).tflite", "\(rounds + 1).tflite")
        if rounds == 0 {
          try FileManager.default.copyItem(
            at: folder.appending(path: "spoiled.tflite"), to: folder.appending(path: old))
        }
        _ = try calibrate(old, to: "own.json", in: folder)
        answer = try rewrite(old, new, "--ranges", "own.json", "--method", "minmax", in: folder)
        if rounds == 0 {
          #expect(answer.contains("computed from saturated activations"), "\(answer)")
        }
        rounds += 1
      } while !answer.contains(": no changes") && rounds < 16
      #expect(rounds < 16)
      let found = try right(["0.tflite", "\(rounds).tflite"], in: folder)
      #expect(found[0] < 100 && found[1] >= Self.right - Self.lost, "\(found)")
    }
  }

  @Test func makesTheChangesThatBringMost() throws {
    try withSpoiled(4) { folder in
      _ = try calibrate(Places.fixture("digits_float32"), to: "float.json", in: folder)
      let answer = try rewrite(
        "spoiled.tflite", "fixed.tflite", "--ranges", "float.json", "--select", "by-gain",
        "--budget",
        "5", in: folder)
      #expect(answer.hasPrefix("wrote fixed.tflite: 5 changes"), "\(answer)")
      let hardSwish = try Program.run(
        Places.program,
        [
          "rewrite", "spoiled.tflite", "--dry-run", "--requantize", "hard-swish", "--ranges",
          "float.json",
        ], in: folder)
      // Eleven inputs and eleven outputs.
      #expect(hardSwish.text.contains("nothing written: 22 changes"), "\(hardSwish.text)")
    }
  }

  /// A real MobileNetV3-Small, whose every range becomes eight times too wide: SQNR of its outputs against the original.
  @Test(.enabled(if: Places.corpus != nil, "there are no real models beside the project"))
  func aMobileNetComesBack() throws {
    let model = try #require(Places.corpus).appending(path: "smart-gallery__mobilenetv3.tflite")
      .path
    try Places.withTemporaryFolder { folder in
      let script = Places.project.appending(path: "Tests/CommandTests/Oracles/smooth_images.py")
        .path
      let drawn = try Program.run(Places.python, ["-B", script, "x.npy", "16", "224"], in: folder)
      try #require(drawn.status == 0, "\(drawn.errorText)")
      let measured = try Program.run(
        Places.program,
        [
          "calibrate", model, "--inputs", "x.npy", "-o", "own.json", "--python", Places.python.path,
        ],
        in: folder)
      try #require(measured.status == 0, "\(measured.errorText)")
      try widen(folder, by: 8)
      _ = try rewrite(
        model, "spoiled.tflite", "--ranges", "wide.json", "--method", "minmax", "--allow-worse",
        in: folder)
      _ = try rewrite("spoiled.tflite", "fixed.tflite", "--ranges", "own.json", in: folder)
      let found = try ["spoiled.tflite", "fixed.tflite"].map { other in
        try signalToNoise(model, other, on: "x.npy", in: folder)
      }
      print("smart-gallery__mobilenetv3, ranges eight times too wide: \(found) dB")
      #expect(found[1] >= found[0] + 6, "\(found)")
    }
  }

  private func signalToNoise(
    _ a: String, _ b: String, on inputs: String, in folder: URL
  ) throws -> Double {
    let run = try Program.run(
      Places.program,
      [
        "verify", a, b, "--inputs", inputs, "--python", Places.python.path, "--format", "json",
        "--tolerance-codes", "255", "--tolerance", "1e9",
      ], in: folder)
    try #require(run.status == 0, "\(run.errorText)")
    let document = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let output = (document?["outputs"] as? [[String: Any]])?.first
    return try #require(output?["sqnr_db"] as? Double)
  }

  /// A method that leaves out two values of five clamps them.
  @Test func refusesWhatMakesItWorse() throws {
    try Places.withTemporaryFolder { folder in
      let (model, method) = (Places.fixture("digits_int8"), "percentile=60")
      _ = try calibrate(model, to: "own.json", in: folder)
      let refused = try rewrite(
        model, "a.tflite", "--ranges", "own.json", "--method", method, in: folder)
      #expect(refused.hasPrefix("wrote a.tflite: no changes"), "\(refused)")
      #expect(refused.contains("would get worse: expected SQNR"), "\(refused)")
      let forced = try rewrite(
        model, "b.tflite", "--ranges", "own.json", "--method", method, "--allow-worse", in: folder)
      #expect(!forced.contains("no changes"), "\(forced)")
      let found = try right(["a.tflite", "b.tflite"], in: folder)
      #expect(found[0] == Self.right && found[1] < Self.right - Self.lost, "\(found)")
    }
  }

  /// Callers rely on the scales of inputs and outputs.
  @Test func leavesInputsAndOutputs() throws {
    try withSpoiled(4) { folder in
      _ = try calibrate(Places.fixture("digits_float32"), to: "float.json", in: folder)
      let outcome = try Program.run(
        Places.program,
        [
          "rewrite", "spoiled.tflite", "--dry-run", "--requantize", "activations", "--ranges",
          "float.json",
        ], in: folder)
      #expect(outcome.text.contains("nothing written: 44 changes"), "\(outcome.text)")
      #expect(outcome.text.contains("whose scale and zero point callers rely on"))
    }
  }

  /// A model whose scales are wrong by a factor, in a folder of its own.
  private func withSpoiled(_ factor: Double, _ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let model = Places.fixture("digits_int8")
      _ = try calibrate(model, to: "own.json", in: folder)
      try widen(folder, by: factor)
      let answer = try rewrite(
        model, "spoiled.tflite", "--ranges", "wide.json", "--method", "minmax", "--allow-worse",
        in: folder)
      #expect(answer.hasPrefix("wrote spoiled.tflite: 46 changes"), "\(answer)")
      try body(folder)
    }
  }

  private func widen(_ folder: URL, by factor: Double) throws {
    let script = Places.project.appending(path: "Tests/CommandTests/Oracles/other_ranges.py").path
    let outcome = try Program.run(
      Places.python, ["-B", script, "own.json", "\(factor)", "wide.json"], in: folder)
    try #require(outcome.status == 0, "\(outcome.errorText)")
  }

  private func calibrate(_ model: String, to ranges: String, in folder: URL) throws -> String {
    let images = Places.fixtures.appending(path: "digits_test.npz").path
    let outcome = try Program.run(
      Places.program,
      [
        "calibrate", model, "--inputs", "image=\(images)", "--std", "16", "--runs", "150", "-o",
        ranges,
        "--force", "--python", Places.python.path,
      ], in: folder)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.text
  }

  private func rewrite(
    _ model: String, _ output: String, _ options: String..., in folder: URL
  ) throws -> String {
    let outcome = try Program.run(
      Places.program,
      ["rewrite", model, "-o", output, "--requantize", "activations", "--change-io"] + options,
      in: folder)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.text
  }

  /// How many of the 450 images LiteRT classifies correctly with each model.
  private func right(_ models: [String], in folder: URL) throws -> [Int] {
    let script = Places.project.appending(path: "Tests/RewritingTests/Oracles/count_right.py").path
    let shared = Places.project.appending(path: "Tests/CommandTests/Oracles").path
    let outcome = try Program.run(
      Places.python,
      ["-B", "-W", "ignore", script, Places.fixtures.appending(path: "digits_test.npz").path]
        + models,
      in: folder, environment: ["PYTHONPATH": shared])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.text.split(separator: "\n").compactMap { line in
      line.split(separator: " ").first.flatMap { Int($0) }
    }
  }
}
