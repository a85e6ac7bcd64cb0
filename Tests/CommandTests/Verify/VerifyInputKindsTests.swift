import Foundation
import TestSupport
import Testing

/// Inputs as people have them: what the models get is what numpy says that they must get.
@Suite struct VerifyInputKindsTests {
  private static let int8 = Places.fixture("digits_int8")
  private static let float = Places.fixture("digits_float32")
  private static let digits = Places.fixtures.appending(path: "digits_test.npz").path

  /// Inputs of a kind, and what must be done with them.
  struct Kind: CustomTestStringConvertible, Sendable {
    /// A function in `make_inputs.py`.
    let name: String
    var isFloatFirst = false
    var isFloatOnly = false
    /// What `--inputs` gets, in the folder of the inputs.
    let path: String
    var options: [String] = []
    let container: String
    let type: String
    let conversion: String
    var resized = 0

    var testDescription: String { name }
  }

  static let kinds = [
    Kind(
      name: "digits", path: digits, container: "npz", type: "uint8", conversion: "shifted-codes"),
    Kind(
      name: "digits_as_floats", isFloatOnly: true, path: digits, container: "npz", type: "uint8",
      conversion: "real-numbers"),
    Kind(
      name: "digits_normalized", path: digits, options: ["--std", "16"], container: "npz",
      type: "uint8", conversion: "normalized"),
    Kind(
      name: "integers", path: "integers.npy", container: "npy", type: "int64",
      conversion: "real-numbers"),
    Kind(
      name: "floats", path: "floats.npy", container: "npy", type: "float64",
      conversion: "real-numbers"),
    Kind(name: "one_bin", path: "samples.bin", container: "raw", type: "int8", conversion: "codes"),
    Kind(
      name: "bins", isFloatFirst: true, path: ".", container: "raw", type: "float32",
      conversion: "real-numbers"),
    Kind(
      name: "grey", path: ".", options: ["--mean", "127.5", "--std", "63.75"], container: "images",
      type: "uint8", conversion: "normalized"),
    Kind(
      name: "shifted", path: "*.png", container: "images", type: "uint8",
      conversion: "shifted-codes"),
    Kind(
      name: "sixteen_bits", path: "deep.png", options: ["--std", "255"], container: "images",
      type: "uint8", conversion: "normalized"),
    Kind(
      name: "rgb", path: "*.png", options: ["--std", "255"], container: "images", type: "uint8",
      conversion: "normalized"),
    Kind(
      name: "resized", path: ".", options: ["--std", "255"], container: "images", type: "uint8",
      conversion: "normalized", resized: 2),
    Kind(
      name: "jpeg", path: ".", options: ["--std", "255"], container: "images", type: "uint8",
      conversion: "normalized"),
  ]

  @Test(arguments: kinds)
  func modelsGetWhatNumpySays(kind: Kind) throws {
    try Self.withInputs(kind.name) { folder, expected in
      var (a, b) = (Self.int8, Self.float)
      if kind.isFloatFirst { swap(&a, &b) }
      if kind.isFloatOnly { (a, b) = (Self.float, Places.fixture("digits_float16")) }
      let path = kind.path.hasPrefix("/") ? kind.path : folder.appending(path: kind.path).path
      let document = try Self.document(a, b, ["--inputs", path] + kind.options)
      let wanted = try Self.document(a, b, ["--inputs", expected])
      try Self.expectSame(document, wanted)
      #expect(document["inputs_files"] as? [String] == [path])
      let source = try #require(Self.sources(document).first)
      #expect(source["path"] as? String == path)
      #expect(source["container"] as? String == kind.container)
      #expect(source["element_type"] as? String == kind.type)
      #expect(source["conversion"] as? String == kind.conversion)
      #expect(source["resized_images"] as? Int == kind.resized)
    }
  }

  /// An input of 2 x 2 RGB, whose metadata states a normalization; HARD_SWISH tells numbers apart.
  @Test(arguments: [true, false])
  func theMetadataNormalizes(isStatedByFirst: Bool) throws {
    let metadata = try Flatc.metadata(
      """
      {subgraph_metadata: [{input_tensor_metadata: [{
        process_units: [{options_type: "NormalizationOptions",
          options: {mean: [1, 2, 3.5], std: [10, 20, 0.5]}}]}]}]}
      """)
    let a = try Self.model("RELU", metadata: isStatedByFirst ? metadata : nil)
    let b = try Self.model("HARD_SWISH", metadata: metadata)
    try ModelPairs.withFiles(a, b) { a, b in
      try Self.withInputs("channels") { folder, expected in
        let path = folder.appending(path: "images.npz").path
        let document = try Self.document(a.path, b.path, ["--inputs", path])
        try Self.expectSame(document, Self.document(a.path, b.path, ["--inputs", expected]))
        let source = try #require(Self.sources(document).first)
        #expect(source["conversion"] as? String == "normalized")
        #expect(source["array"] as? String == "photo")
        #expect(source["means"] as? [Double] == [1, 2, 3.5])
        #expect(source["standard_deviations"] as? [Double] == [10, 20, 0.5])
        let text = try Verify.run(a.path, b.path, "--inputs", path).text
        #expect(
          text.contains(
            "array 'photo' of uint8, normalized as (x - [1, 2, 3.5]) / [10, 20, 0.5], "
              + "as in the model's metadata"), "\(text)")
      }
    }
  }

  /// Converters from PyTorch keep the order [N, channels, height, width].
  @Test(arguments: ["*.png", "planes.npy"])
  func channelsMayComeBeforeRowsAndColumns(path: String) throws {
    let (a, b) = (
      try Self.model("RELU", metadata: nil, shape: "[1, 3, 4, 5]"),
      try Self.model("HARD_SWISH", metadata: nil, shape: "[1, 3, 4, 5]")
    )
    try ModelPairs.withFiles(a, b) { a, b in
      try Self.withInputs("planar") { folder, expected in
        let given = [
          "--inputs", folder.appending(path: path).path, "--mean", "1,2,3.5", "--std", "10,20,0.5",
        ]
        let document = try Self.document(a.path, b.path, given)
        try Self.expectSame(document, Self.document(a.path, b.path, ["--inputs", expected]))
      }
    }
  }

  @Test func inputsAreGivenByName() throws {
    try ModelPairs.withFiles(Self.pair("ADD"), Self.pair("MUL")) { a, b in
      try Self.withInputs("two") { folder, expected in
        let (x, y) = (folder.appending(path: "x.npy").path, folder.appending(path: "y.bin").path)
        let given = ["--inputs", "x=\(x)", "--inputs", "y=\(y)"]
        let document = try Self.document(a.path, b.path, given)
        try Self.expectSame(document, Self.document(a.path, b.path, ["--inputs", expected]))
        #expect(document["inputs_files"] as? [String] == ["x=\(x)", "y=\(y)"])
        let others = ["--inputs", expected, "--inputs", "y=\(y)"]
        try Self.expectSame(document, Self.document(a.path, b.path, others))

        for (options, message) in [
          (["--inputs", x], "could be for any of 2 inputs; say which: --inputs x="),
          (["--inputs", "x=\(x)"], "there is no data for input 'y'"),
          (given + ["--inputs", "x=\(x)"], "input 'x' is given twice"),
          (
            ["--inputs", "z=\(x)"],
            "is not a file, and the model has no input 'z'; it has input 'x' and"
          ),
        ] {
          let outcome = try Verify.run(a.path, b.path, options)
          #expect(outcome.status == 3)
          #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
        }
      }
    }
  }

  /// Numbers that an int8 input cannot hold are counted: its range is 0 to 1.
  @Test func saysHowMuchIsClipped() throws {
    let options = ["--inputs", Self.digits, "--std", "8"]
    let text = try Verify.run(Self.int8, Self.float, options).text
    let document = try Self.document(Self.int8, Self.float, options)
    let share = try Oracle.python([
      "-c",
      """
      import sys, numpy as np
      x = np.load(sys.argv[1])["images"] / 8
      print((x > 1 + 0.5 / 255).mean())
      """, Self.digits,
    ]).text
    let expected = try #require(Double(share.split(separator: "\n").first ?? ""))
    let clipped = try #require(Self.sources(document).first?["clipped_fraction"] as? Double)
    #expect(expected > 0.1)
    #expect(abs(clipped - expected) < 1e-9)
    #expect(text.contains("% outside the range of the input, clipped"))
  }

  @Test(arguments: [
    ("truncated_array", "bad.npy", "ends before its last sample"),
    ("truncated_archive", "bad.npz", "not a zip file"),
    ("truncated_image", "bad.png", "'bad.png' cannot be decoded: "),
    ("huge_image", "bad.png", "'bad.png' "),
    ("objects", "bad.npy", "Python objects, as a pickle, which can run code"),
    ("pickled", "bad.pkl", "is a pickle, which can run code when it is read"),
    ("text", "bad.txt", "its content is not that of an NPZ, NPY, PNG or JPEG file"),
    ("text", ".", "no .png, .jpg, .jpeg or .bin file"),
    ("text", "*.png", "no .png, .jpg, .jpeg or .bin file"),
    ("text", "none.npy", "none.npy': the file does not exist"),
    ("nan", "bad.npy", "not finite"),
    ("wrong_size", "1.bin", "has 65 bytes; a sample of int8 [1, 8, 8, 1] has 64"),
    ("wrong_size", ".", "'1.bin' has 65 bytes; a sample of int8 [1, 8, 8, 1] has 64"),
    ("both_kinds", ".", "both images and .bin files"),
  ])
  func refuses(name: String, path: String, message: String) throws {
    try Self.withInputs(name) { folder, _ in
      let outcome = try Verify.run(
        Self.int8, Self.int8, "--inputs", folder.appending(path: path).path)
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
      #expect(outcome.errorText.contains("[inputs-unusable]"))
    }
  }

  @Test func aPipeIsRefusedAndNotWaitedFor() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        "mkfifo p.bin; \"$TFLENS\" verify '\(Self.int8)' '\(Self.int8)' --inputs p.bin "
          + "--python '\(Places.python.path)'", in: folder)
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("'p.bin' is not a file"), "\(outcome.errorText)")
    }
  }

  @Test func aNormalizationThatNothingUsesIsAnError() throws {
    try Self.withInputs("floats") { folder, _ in
      let outcome = try Verify.run(
        Self.int8, Self.int8, "--inputs", folder.appending(path: "floats.npy").path, "--std", "2")
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("--mean and --std have no effect"))
    }
  }

  @Test func withoutPillowTheCommandThatInstallsItIsNamed() throws {
    try Self.withInputs("grey") { folder, _ in
      let shadow = folder.deletingLastPathComponent().appending(path: "shadow/PIL")
      try FileManager.default.createDirectory(at: shadow, withIntermediateDirectories: true)
      try Data("raise ImportError".utf8).write(to: shadow.appending(path: "__init__.py"))
      let outcome = try Shell.run(
        "\"$TFLENS\" verify '\(Self.int8)' '\(Self.int8)' --inputs '\(folder.path)' "
          + "--python '\(Places.python.path)'", in: folder,
        environment: ["PYTHONPATH": shadow.deletingLastPathComponent().path])
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("has no module 'PIL'"), "\(outcome.errorText)")
      #expect(outcome.errorText.contains("\(Places.python.path) -m pip install pillow"))
    }
  }

  /// 4 GB, of which one sample at a time is in memory.
  @Test(arguments: ["sparse.npy", "sparse.bin"])
  func samplesThatWouldNotFitIntoMemoryAreRead(name: String) throws {
    try Self.withInputs("sparse") { folder, _ in
      let outcome = try Shell.run(
        "ulimit -v 3500000; exec \"$TFLENS\" verify '\(Self.float)' '\(Self.float)' "
          + "--inputs '\(folder.appending(path: name).path)' --runs 3 "
          + "--python '\(Places.python.path)'", in: folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
    }
  }

  // MARK: - Models and documents

  /// Writes inputs; `body` gets their folder, and the file with the numbers that models must get.
  private static func withInputs(
    _ name: String, _ body: (URL, _ expected: String) throws -> Void
  ) throws {
    let script = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/make_inputs.py")
    try Places.withTemporaryFolder { folder in
      let inputs = folder.appending(path: "inputs")
      try FileManager.default.createDirectory(at: inputs, withIntermediateDirectories: true)
      let made = try Oracle.python([script.path, name, inputs.path])
      try #require(made.status == 0, "\(made.errorText)")
      try body(inputs, folder.appending(path: "expected.npz").path)
    }
  }

  private static func document(
    _ a: String, _ b: String, _ options: [String]
  ) throws -> [String: Any] {
    let all = options + ["--format", "json", "--tolerance", "1e9", "--tolerance-codes", "1e9"]
    let outcome = try Verify.run(a, b, all)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    return try outcome.document()
  }

  private static func sources(_ document: [String: Any]) throws -> [[String: Any]] {
    try #require(document["inputs"] as? [[String: Any]]).compactMap {
      $0["data_source"] as? [String: Any]
    }
  }

  /// Every figure of every tensor is the same, and one is not 0.
  private static func expectSame(_ a: [String: Any], _ b: [String: Any]) throws {
    for key in ["runs", "outputs", "tensors"] {
      #expect((a[key] as? NSObject) == (b[key] as? NSObject), "\(key)")
    }
    #expect(try #require(Verify.figures(a)["max_abs"] as? Double) > 0)
  }

  /// One operator on an input of 2 x 2 RGB.
  private static func model(
    _ name: String, metadata: [UInt8]?, shape: String = "[1, 2, 2, 3]"
  ) throws -> Data {
    let entry = metadata == nil ? "" : #"metadata: [{name: "TFLITE_METADATA", buffer: 1}],"#
    return Data(
      try Flatc.model(
        """
        {version: 3, operator_codes: [{builtin_code: "\(name)"}],
         buffers: [{}, {data: \(metadata ?? [])}], \(entry)
         subgraphs: [{inputs: [0], outputs: [1],
           tensors: [{name: "x", shape: \(shape)}, {name: "y", shape: \(shape)}],
           operators: [{inputs: [0], outputs: [1]}]}]}
        """))
  }

  /// One operator of two inputs.
  private static func pair(_ name: String) throws -> Data {
    let options = name == "ADD" ? "AddOptions" : "MulOptions"
    return Data(
      try Flatc.model(
        """
        {version: 3, operator_codes: [{builtin_code: "\(name)"}], buffers: [{}],
         subgraphs: [{inputs: [0, 1], outputs: [2],
           tensors: [{name: "x", shape: [1, 4]}, {name: "y", shape: [1, 4]},
             {name: "sum", shape: [1, 4]}],
           operators: [{inputs: [0, 1], outputs: [2], builtin_options_type: "\(options)",
             builtin_options: {}}]}]}
        """))
  }
}
