import Foundation
import TestSupport
import Testing

/// What the rules about data offer is run, and another measurement shows that it helped.
@Suite struct DataRuleTests {
  private static let testSet = Places.fixtures.appending(path: "digits_test.npz").path

  /// A model, and the JSON of its ranges on the test set.
  private struct Measured {
    let model: String
    let ranges: String

    /// - Parameter std: the number by which the pixels from 0 to 16 are divided.
    init(_ model: String, std: String = "16") throws {
      (self.model, ranges) = (model, model + ".json")
      let outcome = try Program.run(
        Places.program,
        ["calibrate", model, "--inputs", testSet, "--std", std, "--runs", "60", "-o", ranges],
        environment: ["TFLENS_PYTHON": Places.python.path])
      try #require(outcome.status == 0, "\(outcome.errorText)")
    }

    func findings(_ rule: String) throws -> [[String: Any]] {
      let outcome = try Program.tflens(
        "audit", model, "--ranges", ranges, "--select", rule, "--format", "json")
      let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
      return try #require(document?["findings"] as? [[String: Any]], "\(outcome.errorText)")
    }

    func tensor(_ index: Int) throws -> [String: Any] {
      let document = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: ranges)))
      let tensors = (document as? [String: Any])?["tensors"] as? [[String: Any]]
      return try #require(tensors?.first { $0["tensor"] as? Int == index })
    }
  }

  private func rewrite(_ model: String, _ arguments: [String], to output: String) throws {
    let made = try Program.run(Places.program, ["rewrite", model, "-o", output] + arguments)
    try #require(made.status == 0, "\(arguments): \(made.errorText)")
  }

  /// The first activation that a HARD_SWISH reads, with its scale and zero point.
  private func input(of model: Measured) throws -> (tensor: Int, scale: Double, zeroPoint: Int) {
    let outcome = try Program.tflens("hardswish", model.model, "--format", "json")
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    let site = (document?["sites"] as? [[String: Any]])?.first
    let index = try #require((site?["input"] as? [String: Any])?["tensor"] as? Int)
    let tensor = try model.tensor(index)
    return (
      index, try #require(tensor["scale"] as? Double), try #require(tensor["zero_point"] as? Int)
    )
  }

  @Test(arguments: [("D001", 1.0 / 3), ("D002", 4.0)])
  func theOfferedCommandHelps(rule: String, factor: Double) throws {
    try Places.withTemporaryFolder { folder in
      func path(_ name: String) -> String { folder.appending(path: name).path }
      let good = path("good.tflite")
      try FileManager.default.copyItem(
        at: Places.fixtures.appending(path: "digits_int8.tflite"), to: URL(filePath: good))
      let original = try Measured(good)
      let (tensor, scale, zeroPoint) = try input(of: original)
      #expect(try original.findings(rule).isEmpty)

      let spoiled = path("spoiled.tflite")
      try rewrite(
        good, ["--set-quantization", "\(tensor)=\(Float(scale * factor)),\(zeroPoint)"],
        to: spoiled)
      let findings = try Measured(spoiled).findings(rule)
      let finding = try #require(findings.first { $0["tensor"] as? Int == tensor }, "\(findings)")
      let arguments = try #require(finding["rewrite"] as? [String], "nothing is offered")

      let mended = path("mended.tflite")
      try rewrite(spoiled, arguments, to: mended)
      let after = try Measured(mended)
      #expect(try after.findings(rule).allSatisfy { $0["tensor"] as? Int != tensor })
      #expect(try after.findings("D006").isEmpty)
    }
  }

  /// An input for numbers from 0 to 1, and data from 0 to 4.
  @Test func anInputForTheDataIsOffered() throws {
    try Places.withTemporaryFolder { folder in
      func path(_ name: String) -> String { folder.appending(path: name).path }
      let (model, mended) = (path("model.tflite"), path("mended.tflite"))
      try FileManager.default.copyItem(
        at: Places.fixtures.appending(path: "digits_int8.tflite"), to: URL(filePath: model))
      #expect(try Measured(model).findings("D007").isEmpty)
      try FileManager.default.removeItem(atPath: model + ".json")
      let finding = try #require(try Measured(model, std: "4").findings("D007").first)
      let arguments = try #require(finding["rewrite"] as? [String], "nothing is offered")
      try rewrite(model, arguments, to: mended)
      let after = try Measured(mended, std: "4")
      #expect(try after.findings("D007").isEmpty)
      let tensor = try after.tensor(0)
      #expect(tensor["given_max"] as? Double == 4 && tensor["clipped_count"] as? Int == 0)
    }
  }

  /// A HARD_SWISH that gets the numbers 0, 1, 3 and 5.5, and an output that could be negative.
  @Test func anOutputFromZeroOnIsOffered() throws {
    try Places.withTemporaryFolder { folder in
      func path(_ name: String) -> String { folder.appending(path: name).path }
      let model = """
        {version: 3, operator_codes: [{deprecated_builtin_code: 117, builtin_code: HARD_SWISH},
           {deprecated_builtin_code: 0, version: 2, builtin_code: ADD}], buffers: [{}],
         subgraphs: [{inputs: [0], outputs: [2], tensors: [
           {name: "x", type: INT8, shape: [1, 4], quantization: {scale: [0.05], zero_point: [-20]}},
           {name: "h", type: INT8, shape: [1, 4], quantization: {scale: [0.03], zero_point: [-100]}},
           {name: "y", type: INT8, shape: [1, 4], quantization: {scale: [0.06], zero_point: [-100]}}],
           operators: [{opcode_index: 0, inputs: [0], outputs: [1]},
             {opcode_index: 1, inputs: [1, 1], outputs: [2], builtin_options_type: AddOptions,
              builtin_options: {}}]}]}
        """
      try Data(Flatc.model(model)).write(to: folder.appending(path: "old.tflite"))
      try Data([236, 0, 40, 90]).write(to: folder.appending(path: "x.bin"))
      func findings(_ name: String) throws -> [[String: Any]] {
        let measured = try Program.run(
          Places.program,
          ["calibrate", name, "--inputs", "x.bin", "-o", "\(name).json"], in: folder,
          environment: ["TFLENS_PYTHON": Places.python.path])
        try #require(measured.status == 0, "\(measured.errorText)")
        let audit = try Program.run(
          Places.program,
          ["audit", name, "--ranges", "\(name).json", "--select", "D004", "--format", "json"],
          in: folder)
        let document = try JSONSerialization.jsonObject(with: audit.output) as? [String: Any]
        return try #require(document?["findings"] as? [[String: Any]], "\(audit.errorText)")
      }
      let found = try findings("old.tflite")
      try #require(found.count == 1)
      let arguments = try #require(found[0]["rewrite"] as? [String], "nothing is offered")
      try rewrite(path("old.tflite"), arguments, to: path("new.tflite"))
      #expect(try findings("new.tflite").isEmpty)
    }
  }

  @Test func rangesOfTheFloatModelKnowWhatWasCutOff() throws {
    try Places.withTemporaryFolder { folder in
      let float = folder.appending(path: "float.tflite").path
      try FileManager.default.copyItem(
        at: Places.fixtures.appending(path: "digits_float32.tflite"), to: URL(filePath: float))
      let ranges = try Measured(float).ranges
      let outcome = try Program.tflens(
        "audit", Places.fixture("digits_int8"), "--ranges", ranges, "--select", "D")
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(outcome.text.contains("D006"), "\(outcome.text)")
      #expect(!outcome.text.contains("D001"), "\(outcome.text)")
    }
  }

  @Test func rulesAboutDataNeedRanges() throws {
    let outcome = try Program.tflens("audit", Places.fixture("digits_int8"), "--select", "D001")
    #expect(outcome.status == 2)
    #expect(outcome.errorText.contains("rule D001 needs --ranges"))
    let all = try Program.tflens("audit", Places.fixture("digits_int8"))
    #expect(!all.text.contains("D00"))
  }

  @Test func damagedRangesAreAnErrorWithItsPlace() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "r.json")
      try Data("{\"schema\": \"tflens.calibrate/1\",\n \"samples\": }".utf8).write(to: file)
      let outcome = try Program.tflens(
        "audit", Places.fixture("digits_int8"), "--ranges", file.path)
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("r.json:1:1: the document has no 'model_sha256'"))
    }
  }
}
