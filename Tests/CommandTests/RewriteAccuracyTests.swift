import Foundation
import TestSupport
import Testing

/// What each rewrite costs the digits model, on its own test set and in LiteRT.
@Suite struct RewriteAccuracyTests {
  /// How many of the 450 images a model names.
  struct Right: Equatable {
    let reference: Int
    let byDefault: Int
  }

  /// A chain of passes, and what it may cost.
  struct Case: Sendable {
    let passes: [String]
    var fixture = "digits_int8"
    /// The passes of the model that it is compared with.
    var base: [String] = []
    /// False where the cost is only told.
    var isHeld = true
  }

  /// 0.3 points of 450 images are 1.35.
  static let mostLost = 1

  static let splits = [
    "auto", "relu6", "relu6-folded", "depthwise", "int16", "lookup", "lookup-micro", "float",
  ]
  static let cases: [Case] =
    splits.map { Case(passes: ["--split-hard-swish=\($0)"]) }
    // Floats are split by one strategy.
    + ["digits_float32", "digits_float16", "digits_dynamic"].map {
      Case(passes: ["--split-hard-swish=relu6"], fixture: $0)
    }
    // Weights with a scale a channel are refused by --to-uint8: one scale comes first.
    + [
      Case(passes: ["--per-tensor-weights", "--to-uint8"], base: ["--per-tensor-weights"]),
      Case(
        passes: ["--per-tensor-weights", "--to-uint8", "--to-int8"],
        base: ["--per-tensor-weights", "--to-uint8"]),
      Case(passes: ["--requantize-hard-swish", "tight"]),
      Case(passes: ["--requantize-hard-swish", "symmetric"], isHeld: false),
      Case(passes: ["--requantize-hard-swish", "power-of-two"], isHeld: false),
      Case(passes: ["--per-tensor-weights"]),
    ]

  /// One run of LiteRT for all: it takes longer to start than to name the digits.
  @Test func keepsTheAccuracyOfTheDigits() throws {
    try Places.withTemporaryFolder { folder in
      var paths: [[String]: String] = [:]
      for one in Self.cases {
        for passes in [one.base, one.passes] where paths[[one.fixture] + passes] == nil {
          let path = folder.appending(path: "\(paths.count).tflite").path
          try rewrite(one.fixture, passes, to: path)
          paths[[one.fixture] + passes] = path
        }
      }
      let right = try count(paths.values.sorted())
      for one in Self.cases {
        let before = try #require(paths[[one.fixture] + one.base].flatMap { right[$0] })
        let after = try #require(paths[[one.fixture] + one.passes].flatMap { right[$0] })
        print(
          "\(one.fixture) \(one.passes.joined(separator: " ")):",
          "\(before.reference) -> \(after.reference) of 450 by the reference kernels,",
          "\(before.byDefault) -> \(after.byDefault) by the default ones")
        guard one.isHeld else { continue }
        #expect(after.reference >= before.reference - Self.mostLost, "\(one)")
        #expect(after.byDefault >= before.byDefault - Self.mostLost, "\(one)")
      }
      // As the fixture's own page tells of the default kernels.
      #expect(paths[["digits_int8"]].flatMap { right[$0] }?.byDefault == 447)
      #expect(paths[["digits_float32"]].flatMap { right[$0] }?.byDefault == 446)
    }
  }

  @Test func weightsOfManyScalesAreNoUint8() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Program.tflens(
        "rewrite", Places.fixture("digits_int8"), "-o", folder.appending(path: "b").path,
        "--to-uint8")
      #expect(outcome.status == 1 && outcome.errorText.contains("Run --per-tensor-weights first"))
    }
  }

  private func rewrite(_ fixture: String, _ passes: [String], to path: String) throws {
    let outcome = try Program.run(
      Places.program, ["rewrite", Places.fixture(fixture), "-o", path, "--quiet"] + passes)
    try #require(outcome.status == 0, "\(passes): \(outcome.errorText)")
  }

  private func count(_ paths: [String]) throws -> [String: Right] {
    let script = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/digits_accuracy.py").path
    let images = Places.fixtures.appending(path: "digits_test.npz").path
    let outcome = try Oracle.python([script, images] + paths)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    var right: [String: Right] = [:]
    for line in outcome.text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, let reference = Int(words[0]), let byDefault = Int(words[1]) else {
        continue
      }
      right[String(words[2])] = Right(reference: reference, byDefault: byDefault)
    }
    return right
  }
}
