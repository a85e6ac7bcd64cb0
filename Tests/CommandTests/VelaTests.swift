import Foundation
import TestSupport
import Testing

/// Rewritten models through Arm's own compiler for Ethos-U.
@Suite struct VelaTests {
  /// A rewrite, and how many operators of what comes of it Vela leaves on the CPU.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let passes: [String]
    /// For Ethos-U55 and for Ethos-U85.
    let onCPU: (u55: Int, u85: Int)

    init(_ why: String, _ passes: String..., onCPU: (u55: Int, u85: Int) = (0, 0)) {
      (testDescription, self.passes, self.onCPU) = (why, passes, onCPU)
    }
  }

  static let cases = [
    Case("ADD, MUL, MUL", "--split-hard-swish=relu6"),
    Case("ADD, MUL, 1/6 in the consumer", "--split-hard-swish=relu6-folded"),
    Case("DEPTHWISE_CONV_2D, MUL", "--split-hard-swish=depthwise"),
    Case("in int16", "--split-hard-swish=int16"),
    // The CPU runs each GATHER, and what leads to it: int16 with a zero point, or a CAST.
    Case("QUANTIZE, GATHER", "--split-hard-swish=lookup", onCPU: (11, 16)),
    Case("CAST, ADD, GATHER", "--split-hard-swish=lookup-micro", onCPU: (22, 0)),
    Case("tight", "--requantize-hard-swish", "tight"),
    Case("symmetric", "--requantize-hard-swish", "symmetric"),
    Case("power-of-two", "--requantize-hard-swish", "power-of-two"),
    Case("one scale", "--per-tensor-weights"),
    Case("uint8", "--per-tensor-weights", "--to-uint8"),
  ]

  @Test(arguments: cases)
  func compiles(_ c: Case) throws {
    try Places.withTemporaryFolder { folder in
      let model = folder.appending(path: "m.tflite")
      let outcome = try Program.run(
        Places.program,
        ["rewrite", Places.fixture("digits_int8"), "-o", model.path, "--quiet"] + c.passes)
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let expected = [("ethos-u55-128", c.onCPU.u55), ("ethos-u85-256", c.onCPU.u85)]
      for (accelerator, count) in expected {
        #expect(try compile(model, for: accelerator, into: folder) == count, "\(accelerator)")
        let ours = try placement(model, on: accelerator)
        #expect(ours.unsupported == count, "profile of \(accelerator)")
        #expect(!ours.isRejected)
      }
    }
  }

  /// Vela itself refuses a HARD_SWISH in floats, between whatever operators it stands.
  @Test func aFloatHardSwishIsNotForIt() throws {
    try Places.withTemporaryFolder { folder in
      let model = folder.appending(path: "m.tflite").path
      let made = try Program.tflens(
        "rewrite", Places.fixture("digits_int8"), "-o", model, "--split-hard-swish=float")
      try #require(made.status == 0, "\(made.errorText)")
      let outcome = try vela(model, "ethos-u55-128", folder)
      #expect(outcome.status == 1)
      #expect((outcome.text + outcome.errorText).contains("Does not have valid TFLite Semantics"))
      for accelerator in ["ethos-u55-128", "ethos-u85-256"] {
        #expect(try placement(URL(filePath: model), on: accelerator).isRejected)
      }
    }
  }

  /// How many operators Vela leaves on the CPU.
  private func compile(
    _ model: URL, for accelerator: String, into folder: URL
  ) throws -> Int {
    let outcome = try vela(model.path, accelerator, folder)
    let words = outcome.text + outcome.errorText
    try #require(outcome.status == 0, "\(accelerator): \(words)")
    let written = folder.appending(path: "\(accelerator)/m_vela.tflite")
    let content = try Data(contentsOf: written)
    #expect(content.dropFirst(4).prefix(4) == Data("TFL3".utf8))
    let line = try #require(words.split(separator: "\n").first { $0.hasPrefix("CPU operators = ") })
    return try #require(Int(line.split(separator: " ")[3]))
  }

  /// How many operators the profile leaves on the CPU, and whether it says that Vela rejects the
  /// model.
  private func placement(
    _ model: URL, on accelerator: String
  ) throws -> (unsupported: Int, isRejected: Bool) {
    let target = accelerator.hasPrefix("ethos-u85") ? "ethos_u85" : "ethos_u55_u65"
    let outcome = try Program.tflens(
      "targets", target, "--model", model.path, "--format", "json")
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let document = try JSONSerialization.jsonObject(with: Data(outcome.text.utf8))
    let targets = (document as? [String: Any])?["targets"] as? [[String: Any]]
    let report = try #require(targets?.first)
    let operators = try #require(report["operators"] as? Int)
    let mapped = try #require(report["mapped"] as? Int)
    return (operators - mapped, try #require(report["rejects_model"] as? Bool))
  }

  private func vela(_ model: String, _ accelerator: String, _ folder: URL) throws -> Outcome {
    try #require(
      FileManager.default.isExecutableFile(atPath: Places.vela.path),
      "Vela is missing: run `make test`")
    return try Program.run(
      Places.vela,
      [
        "--accelerator-config", accelerator, "--output-dir", "\(folder.path)/\(accelerator)", model,
      ],
      in: folder)
  }
}
