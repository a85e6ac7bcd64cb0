import Foundation
import TestSupport
import Testing

/// Runs models in LiteRT through the tool, and holds what it says to numpy.
@Suite struct VerifyTests {
  private static let a = Places.fixture("digits_int8")

  @Test func findsAModelEqualToItself() throws {
    let outcome = try Verify.run(Self.a, Self.a)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.text.contains("PASS: outputs identical"))
    let document = try Verify.document(Self.a, Self.a)
    #expect(document["first_divergence"] is NSNull)
    #expect(document["within_tolerance"] as? Bool == true)
    #expect((document["tensors"] as? [Any])?.count == 44)
  }

  @Test(arguments: ["reference", "builtin", "default"])
  func agreesWithNumpy(kernels: String) throws {
    // Quantized beside float, float beside float, one grid, and none that differs.
    for b in ["digits_float32", "digits_dynamic", "digits_int8"] {
      for a in ["digits_float32", "digits_int8"] {
        try Verify.compare(Places.fixture(a), Places.fixture(b), kernels: kernels)
      }
    }
  }

  /// The bias of one convolution is changed, so the first tensor that differs is its output.
  @Test func namesTheFirstDivergence() throws {
    let sound = try Data(contentsOf: URL(filePath: Self.a))
    let json = try JSONSerialization.jsonObject(with: Flatc.json(of: URL(filePath: Self.a)))
    let root = try #require(json as? [String: Any])
    let subgraph = try #require((root["subgraphs"] as? [[String: Any]])?.first)
    let tensors = try #require(subgraph["tensors"] as? [[String: Any]])
    let changed = try #require(subgraph["operators"] as? [[String: Any]])[13]
    let bias = try #require((changed["inputs"] as? [Int])?[2])
    let buffer = try #require(tensors[bias]["buffer"] as? Int)
    let buffers = try #require(root["buffers"] as? [[String: Any]])
    let data = try #require(buffers[buffer]["data"] as? [Int])
    let place = try #require(sound.firstRange(of: data.map { UInt8($0) }))
    // The second byte of an accumulator: some thousands of steps.
    var different = sound
    different[place.lowerBound + 1] &+= 40

    try ModelPairs.withFiles(sound, different) {
      let document = try Verify.document($0.path, $1.path, status: 1)
      let first = try #require(document["first_divergence"] as? [String: Any])
      let output = try #require((changed["outputs"] as? [Int])?.first)
      #expect(first["name"] as? String == tensors[output]["name"] as? String)
      #expect(first["operator"] as? Int == 13)
      #expect(first["op"] as? String == "CONV_2D")
      try Verify.compare($0.path, $1.path, kernels: "reference")
    }
  }

  @Test func theSeedAloneDecides() throws {
    let b = Places.fixture("digits_float32")
    let first = try Verify.run(Self.a, b, "--seed", "7", "--format", "json")
    #expect(try Verify.run(Self.a, b, "--seed", "7", "--format", "json").output == first.output)
    let others = try Verify.document(Self.a, b, "--seed", "8", status: 1)
    #expect(others["seed"] as? Int == 8)
    let figures = try Verify.figures(others)
    #expect(try !figures.isEqual(Verify.figures(first.document())))
  }

  @Test func moreRunsCompareMore() throws {
    for (runs, elements) in [(1, 10), (5, 50)] {
      let document = try Verify.document(Self.a, Self.a, "--runs", "\(runs)")
      #expect(document["runs"] as? Int == runs)
      #expect(try Verify.figures(document)["elements"] as? Int == elements)
    }
  }

  @Test(arguments: [
    ("--tolerance-codes", "1", 1), ("--tolerance-codes", "4", 0), ("--tolerance", "1000", 1),
  ])
  func codesHaveTheirTolerance(option: String, value: String, status: Int32) throws {
    // These two are about 2.8 codes apart, as numpy has it.
    let outcome = try Verify.run(Self.a, Places.fixture("digits_float32"), option, value)
    #expect(outcome.status == status)
  }

  @Test(arguments: [
    ("--tolerance", "0.001", 1), ("--tolerance", "0.1", 0), ("--tolerance-codes", "1000", 1),
  ])
  func floatsHaveTheirTolerance(option: String, value: String, status: Int32) throws {
    let outcome = try Verify.run(
      Places.fixture("digits_float32"), Places.fixture("digits_float16"), option, value)
    #expect(outcome.status == status)
  }

  @Test func namesOfAModelAreEscaped() throws {
    let model = try ModelPairs.adding(
      [
        ModelPairs.tensor(#"x\u001b[31m"#), ModelPairs.tensor("c", buffer: 1),
        ModelPairs.tensor(#"y\u001b]0;\u0007"#),
      ], constant: ModelPairs.bytes(1, 2, 3, 4))
    let other = try ModelPairs.adding(
      [ModelPairs.tensor("x"), ModelPairs.tensor("c", buffer: 1), ModelPairs.tensor("y")],
      constant: ModelPairs.bytes(1, 2, 3, 5))
    try ModelPairs.withFiles(model, other) {
      let outcome = try Verify.run($0.path, $1.path)
      #expect(outcome.status == 1)
      #expect(
        outcome.text.contains(#"first difference  'y\x1b]0;\x07', written by operator 0 (ADD)"#))
      #expect(!outcome.text.contains("\u{1b}"))
      let document = try Verify.document($0.path, $1.path, status: 1)
      #expect(try Verify.figures(document)["name"] as? String == "y\u{1b}]0;\u{07}")
    }
  }

  @Test func readsPathsOfAnyBytes() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        #"name=$(printf 'a \377.tflite'); cp "$MODEL" "$name"; "#
          + "\"$TFLENS\" verify \"$name\" \"$name\"",
        in: folder, environment: ["MODEL": Self.a, "TFLENS_PYTHON": Places.python.path])
      #expect(outcome.status == 0)
      #expect(outcome.text.hasPrefix("a \u{fffd}.tflite: PASS"))
    }
  }

  @Test func takesNoModuleFromWhereItIsCalled() throws {
    try Places.withTemporaryFolder { folder in
      try Data("raise SystemExit(9)".utf8).write(to: folder.appending(path: "numpy.py"))
      let outcome = try Program.run(
        Places.program, ["verify", Self.a, Self.a, "--python", Places.python.path], in: folder)
      #expect(outcome.status == 0)
    }
  }
}

/// The command, in the Python that the tests have.
enum Verify {
  static func run(_ a: String, _ b: String, _ options: String...) throws -> Outcome {
    try run(a, b, options)
  }

  static func run(_ a: String, _ b: String, _ options: [String]) throws -> Outcome {
    try #require(
      FileManager.default.isExecutableFile(atPath: Places.python.path),
      "these tests need a Python with ai-edge-litert: run `make test`")
    return try Program.run(
      Places.program, ["verify", a, b, "--python", Places.python.path] + options)
  }

  /// The document that it prints.
  static func document(
    _ a: String, _ b: String, _ options: String..., status: Int32 = 0
  ) throws -> [String: Any] {
    let outcome = try run(a, b, options + ["--format", "json"])
    #expect(outcome.status == status, "\(outcome.errorText)")
    return try outcome.document()
  }

  /// What a document says of the first output.
  static func figures(_ document: [String: Any]) throws -> NSDictionary {
    try #require((document["outputs"] as? [NSDictionary])?.first)
  }

  /// Holds every figure to those of numpy.
  static func compare(
    _ a: String, _ b: String, kernels: String, runtimes: String = "litert,litert"
  ) throws {
    let script = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/compare_verify.py")
    let outcome = try Oracle.python(
      ["-W", "ignore", script.path, Places.program.path, a, b, kernels, runtimes])
    let lines = outcome.text.split(separator: "\n")
    #expect(outcome.status == 0, "\(outcome.errorText.suffix(1000))")
    #expect(lines.count == 1 && lines.first?.hasPrefix("same ") == true, "\(a) \(b): \(lines)")
  }
}

extension Outcome {
  /// Standard output as a JSON document.
  func document() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
  }
}
