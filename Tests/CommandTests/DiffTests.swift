import Foundation
import TestSupport
import Testing

/// `tflens diff` on models and their rewrites.
@Suite struct DiffTests {
  private struct Document: Decodable {
    struct Named: Decodable {
      let op: String
    }
    struct Replacement: Decodable {
      let change: String
      let operators_a, operators_b: [Named]
    }
    struct Change: Decodable {
      let field: String
    }
    let same: Bool
    let replacements: [Replacement]
    let operator_changes, tensor_changes, interface_changes: [Change]
    let summary: [String: Int]
  }

  /// A fixture against what `tflens rewrite` makes of it.
  private static func diff(_ fixture: String, rewrite options: [String]) throws -> Document {
    try Places.withTemporaryFolder { folder in
      let (a, b) = (Places.fixture(fixture), folder.appending(path: "b.tflite").path)
      let made = try Program.run(Places.program, ["rewrite", a, "-o", b, "--quiet"] + options)
      try #require(made.status == 0, "\(made.errorText)")
      let outcome = try Program.tflens("diff", a, b, "--format", "json")
      let document = try JSONDecoder().decode(Document.self, from: outcome.output)
      #expect(outcome.status == (document.same ? 0 : 1))
      return document
    }
  }

  /// Worked by hand: x, y1 and y2 have 100 bytes each; if z1, of 1 byte, comes before y2, then y1 is gone by then.
  @Test func memoryOfAnotherOrderIsShownAndIsNoDifference() throws {
    func model(_ order: [Int]) -> String {
      let operators = [
        "{inputs: [0], outputs: [1]}", "{opcode_index: 1, inputs: [1, 5], outputs: [3]}",
        "{inputs: [0], outputs: [2]}", "{opcode_index: 1, inputs: [2, 5], outputs: [4]}",
      ]
      return """
        {version: 3, operator_codes: [{builtin_code: "ABS"}, {builtin_code: "SUM"}],
         buffers: [{}, {data: [1, 0, 0, 0]}],
         subgraphs: [{inputs: [0], outputs: [3, 4], tensors: [
             {name: "x", shape: [1, 100], type: INT8}, {name: "y1", shape: [1, 100], type: INT8},
             {name: "y2", shape: [1, 100], type: INT8}, {name: "z1", shape: [1], type: INT8},
             {name: "z2", shape: [1], type: INT8}, {name: "axis", shape: [1], type: INT32, buffer: 1}],
           operators: [\(order.map { operators[$0] }.joined(separator: ", "))]}]}
        """
    }
    try Places.withTemporaryFolder { folder in
      for (name, order) in [("a", [0, 2, 1, 3]), ("b", [0, 1, 2, 3])] {
        try Data(Flatc.model(model(order))).write(to: folder.appending(path: "\(name).tflite"))
      }
      let outcome = try Program.run(
        Places.program, ["diff", "a.tflite", "b.tflite"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(outcome.text.contains("300 bytes -> 201 bytes"), "\(outcome.text)")
    }
  }

  @Test func aCopyIsTheSame() throws {
    #expect(try Self.diff("digits_int8", rewrite: []).same)
    #expect(try Self.diff("outside_tables", rewrite: []).same)
  }

  @Test(arguments: ["digits_int8", "digits_float32"])
  func aSplitIsOneReplacementForEachHardSwish(fixture: String) throws {
    let document = try Self.diff(fixture, rewrite: ["--split-hard-swish=relu6"])
    #expect(document.replacements.count == 11)
    for group in document.replacements {
      #expect(group.change == "replaced")
      #expect(group.operators_a.map(\.op) == ["HARD_SWISH"])
      #expect(group.operators_b.map(\.op) == ["ADD", "MUL", "MUL"])
    }
    #expect(document.operator_changes.isEmpty && document.tensor_changes.isEmpty)
    #expect(document.summary["operators_replaced"] == 11)
  }

  @Test func aFusionIsOneReplacement() throws {
    let document = try Self.diff("decomposed_clip_int8", rewrite: ["--fuse-hard-swish"])
    #expect(!document.replacements.isEmpty)
    #expect(document.replacements.allSatisfy { $0.operators_b.map(\.op) == ["HARD_SWISH"] })
  }

  /// The constants that a converter stores as FLOAT16 are compared through its DEQUANTIZE.
  @Test func weightsBehindADequantizeAreCompared() throws {
    for (a, b, kind) in [
      ("digits_float32", "digits_float16", "added"),
      ("digits_float16", "digits_float32", "removed"),
    ] {
      let outcome = try Program.tflens(
        "diff", Places.fixture(a), Places.fixture(b), "--format", "json")
      let document = try JSONDecoder().decode(Document.self, from: outcome.output)
      #expect(document.replacements.allSatisfy { $0.change == kind })
      let operators = document.replacements.flatMap { $0.operators_a + $0.operators_b }
      #expect(operators.count == 45 && operators.allSatisfy { $0.op == "DEQUANTIZE" })
      #expect(document.tensor_changes.count == 45)
      #expect(document.tensor_changes.allSatisfy { $0.field == "type" })
      #expect(document.summary["weights_changed"] == 45)
    }
  }

  @Test func anotherNameInASignatureIsOneChange() throws {
    func model(_ input: String) throws -> Data {
      Data(
        try Flatc.model(
          """
          {version: 3, buffers: [{}], operator_codes: [{builtin_code: "RELU"}],
           subgraphs: [{inputs: [0], outputs: [1],
             tensors: [{name: "a", type: "FLOAT32", shape: [4]},
               {name: "b", type: "FLOAT32", shape: [4]}],
             operators: [{inputs: [0], outputs: [1]}]}],
           signature_defs: [{signature_key: "serve", inputs: [{name: "\(input)", tensor_index: 0}],
             outputs: [{name: "y", tensor_index: 1}]}]}
          """))
    }
    try Places.withTemporaryFolder { folder in
      let (a, b) = (folder.appending(path: "a.tflite"), folder.appending(path: "b.tflite"))
      try model("old").write(to: a)
      try model("new").write(to: b)
      let outcome = try Program.tflens("diff", a.path, b.path, "--format", "json")
      #expect(outcome.status == 1)
      let document = try JSONDecoder().decode(Document.self, from: outcome.output)
      #expect(document.interface_changes.map(\.field) == ["name of input index 0"])
      #expect(outcome.text.contains(#""value_a": "old", "value_b": "new""#))
    }
  }

  @Test func recordedRangesAreOneRow() throws {
    func model(_ quantization: String) throws -> Data {
      let tensor = "type: \"INT8\", shape: [1, 4]"
      let scale = "scale: [0.5], zero_point: [0]"
      return Data(
        try Flatc.model(
          """
          {version: 3, buffers: [{}], operator_codes: [{builtin_code: "ADD"}],
           subgraphs: [{inputs: [0, 1], outputs: [2],
             tensors: [{name: "a", \(tensor), quantization: {\(scale)\(quantization)}},
               {name: "b", \(tensor), quantization: {\(scale)\(quantization)}},
               {name: "c", \(tensor), quantization: {\(scale)\(quantization)}}],
             operators: [{inputs: [0, 1], outputs: [2]}]}]}
          """))
    }
    try Places.withTemporaryFolder { folder in
      let (a, b) = (folder.appending(path: "a.tflite"), folder.appending(path: "b.tflite"))
      try model("").write(to: a)
      try model(", min: [-64.0], max: [63.5]").write(to: b)
      let outcome = try Program.tflens("diff", a.path, b.path)
      #expect(outcome.status == 1)
      let lines = outcome.text.split(separator: "\n")
      #expect(lines.first == "\(a.path) -> \(b.path): 3 recorded ranges changed")
      #expect(lines.count { $0.contains("only recorded ranges of 3 tensors") } == 1)
      #expect(lines.count == 4, "\(outcome.text)")
      let full = try Program.tflens("diff", a.path, b.path, "--all")
      #expect(full.text.split(separator: "\n").count { $0.contains("min none -> [-64]") } == 3)
    }
  }

  @Test func otherScalesOfWeightsChangeNoStructure() throws {
    let document = try Self.diff("digits_int8", rewrite: ["--per-tensor-weights"])
    #expect(document.replacements.isEmpty && document.operator_changes.isEmpty)
    #expect(document.summary["quantization_changed"] == 44)
    #expect(document.summary["weights_changed"] == 44)
  }

  @Test func anotherTypeChangesEveryActivation() throws {
    let document = try Self.diff(
      "digits_int8", rewrite: ["--per-tensor-weights", "--to-uint8"])
    #expect(document.replacements.isEmpty)
    #expect(document.tensor_changes.allSatisfy { $0.field == "type" })
    #expect(document.tensor_changes.count == 69)
  }

  /// A stored member, a compressed one, and a file, on either side.
  @Test func aMemberOfAnArchiveIsComparedLikeAFile() throws {
    let fixture = Places.fixture("decomposed_clip_int8")
    let other = Places.fixture("decomposed_folded_int8")
    try Places.withTemporaryFolder { folder in
      let archive = folder.appending(path: "app.apk").path
      let script = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1], 'w') as z:
          z.write(sys.argv[2], 'assets/stored.tflite', zipfile.ZIP_STORED)
          z.write(sys.argv[2], 'assets/packed.tflite', zipfile.ZIP_DEFLATED)
        """
      let made = try Oracle.python(["-c", script, archive, fixture])
      try #require(made.status == 0, "\(made.errorText)")
      let (stored, packed) = (
        "\(archive)!assets/stored.tflite", "\(archive)!assets/packed.tflite"
      )
      for (a, b) in [(stored, fixture), (fixture, packed), (stored, packed)] {
        let outcome = try Program.tflens("diff", a, b)
        #expect(outcome.status == 0, "\(a) \(b): \(outcome.errorText)")
      }
      let summaries = try [(fixture, other), (packed, other)].map { a, b in
        let outcome = try Program.tflens("diff", a, b, "--format", "json")
        #expect(outcome.status == 1)
        return try JSONDecoder().decode(Document.self, from: outcome.output).summary
      }
      #expect(summaries[0] == summaries[1])
      #expect(try Program.tflens("diff", "\(archive)!missing.tflite", fixture).status == 3)
    }
  }

  @Test func failsOnlyOnWhatIsAsked() throws {
    let (a, b) = (Places.fixture("digits_int8"), Places.fixture("digits_float32"))
    #expect(try Program.tflens("diff", a, b, "--fail-on", "structure").status == 1)
    try Places.withTemporaryFolder { folder in
      let copy = folder.appending(path: "b.tflite").path
      #expect(
        try Program.tflens("rewrite", a, "-o", copy, "--per-tensor-weights").status == 0)
      #expect(try Program.tflens("diff", a, copy).status == 1)
      #expect(try Program.tflens("diff", a, copy, "--fail-on", "structure").status == 0)
      #expect(try Program.tflens("diff", a, copy, "--fail-on", "weights").status == 1)
      let both = try Program.tflens(
        "diff", a, copy, "--fail-on", "structure", "--fail-on", "quantization")
      #expect(both.status == 1)
    }
  }

  /// Cut, and with bytes flipped: an error or a comparison, and never a crash.
  @Test func damagedModelsAreErrorsOrCompared() throws {
    let a = Places.fixture("decomposed_folded_int8")
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: a)))
    var random = SeededGenerator(seed: 11)
    var statuses: Set<Int32> = []
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "b.tflite")
      for round in 0..<40 {
        var damaged = bytes
        if round % 4 == 0 {
          damaged.removeLast(Int.random(in: 1..<bytes.count, using: &random))
        } else {
          damaged[Int.random(in: 8..<bytes.count, using: &random)] ^= 0x55
        }
        try Data(damaged).write(to: file)
        let outcome = try Program.tflens("diff", a, file.path)
        #expect([0, 1, 3].contains(outcome.status), "round \(round): \(outcome.status)")
        statuses.insert(outcome.status)
      }
    }
    #expect(statuses.isSuperset(of: [1, 3]))
  }
}
