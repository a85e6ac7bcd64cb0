import Foundation
import TestSupport
import Testing

/// The tables that `hardswish --table` writes, read back by the programs they are for.
@Suite struct ArtefactTests {
  @Test(arguments: TableReader.allCases)
  func everyTableComesBack(reader: TableReader) throws {
    let model = Places.fixture("digits_int8")
    let operators = try Self.operators(of: model)
    #expect(operators.count == 11)
    for op in operators {
      try Self.expectRoundTrip(model, op: op, type: "int8", reader)
    }
  }

  @Test(arguments: TableReader.allCases)
  func unsignedTablesComeBack(reader: TableReader) throws {
    try Places.withTemporaryFolder { folder in
      let model = folder.appending(path: "uint8.tflite")
      try Data(try Self.unsignedModel()).write(to: model)
      let table = try Self.table(of: model.path, op: 0)
      // Else a table of int8 would read the same.
      #expect((table.max() ?? 0) > 127)
      try Self.expectRoundTrip(model.path, op: 0, type: "uint8", reader)
    }
  }

  /// What still holds the file that was there keeps it: the new one takes its name, whole.
  @Test func aTableReplacesTheFileAtOnce() throws {
    try Places.withTemporaryFolder { folder in
      let (target, old) = (folder.appending(path: "t.csv"), folder.appending(path: "old"))
      try Data("what was there".utf8).write(to: target)
      try FileManager.default.linkItem(at: target, to: old)
      let outcome = try Program.tflens(
        "hardswish", Places.fixture("digits_int8"), "--operator", "1", "--table", "csv",
        "--output", target.path)
      #expect(outcome.status == 0)
      #expect(try String(contentsOf: old, encoding: .utf8) == "what was there")
      #expect(try String(contentsOf: target, encoding: .utf8).hasPrefix("index,input_code,"))
      #expect(try Self.names(in: folder) == ["old", "t.csv"])
    }
  }

  /// A folder cannot be replaced: the last step fails.
  @Test func nothingIsLeftOfATableThatFails() throws {
    try Places.withTemporaryFolder { folder in
      let target = folder.appending(path: "t")
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
      let outcome = try Program.tflens(
        "hardswish", Places.fixture("digits_int8"), "--operator", "1", "--table", "npy",
        "--output", target.path)
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.contains("the output is a folder; it must be a file [not-writable]"))
      #expect(try Self.names(in: folder) == ["t"])
      #expect(try Self.names(in: target) == [])
    }
  }

  @Test func theModelIsNoPlaceForATable() throws {
    try Places.withTemporaryFolder { folder in
      let (model, link) = (folder.appending(path: "m"), folder.appending(path: "hard link"))
      let bytes = try Data(contentsOf: URL(filePath: Places.fixture("digits_int8")))
      try bytes.write(to: model)
      try FileManager.default.linkItem(at: model, to: link)
      for target in [model, link] {
        let outcome = try Program.tflens(
          "hardswish", model.path, "--operator", "1", "--table", "c", "--output", target.path)
        #expect(outcome.status == 3)
        #expect(outcome.errorText.contains("[output-is-the-model]"))
      }
      #expect(try Data(contentsOf: model) == bytes)
      #expect(try Self.names(in: folder) == ["hard link", "m"])
    }
  }

  @Test(
    arguments: [
      (["--table", "csv"], "--table needs --operator"),
      (["--operator", "1", "--output", "t"], "--output needs --table"),
      (["--operator", "0", "--table", "csv"], "0"),
      (["--operator", "1", "--table", "xml"], "xml"),
    ] as [([String], String)])
  func wrongUseIsStatus2(options: [String], said: String) throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Program.run(
        Places.program, ["hardswish", Places.fixture("digits_int8")] + options, in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errorText.contains(said))
      #expect(outcome.output.isEmpty)
      #expect(try Self.names(in: folder) == [])
    }
  }

  /// Writes a table and expects of its reader what the report holds.
  private static func expectRoundTrip(
    _ model: String, op: Int, type: String, _ reader: TableReader
  ) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "table.\(reader.rawValue)")
      let outcome = try Program.tflens(
        "hardswish", model, "--operator", "\(op)", "--table", reader.rawValue, "--output",
        file.path)
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let expected = TableReader.Table(type: type, codes: try table(of: model, op: op))
      #expect(try reader.read(file, op: op, isSigned: type == "int8") == expected)
    }
  }

  /// The indices of the HARD_SWISH operators.
  private static func operators(of model: String) throws -> [Int] {
    try sites(Program.tflens("hardswish", model, "--format", "json")).map {
      try #require($0["operator"] as? Int)
    }
  }

  /// The table as the report has it.
  private static func table(of model: String, op: Int) throws -> [Int] {
    let sites = try sites(
      Program.tflens("hardswish", model, "--operator", "\(op)", "--tables", "--format", "json"))
    let arithmetic = try #require(sites.first?["arithmetic"] as? [String: Any])
    let table = try #require(arithmetic["table"] as? [Int])
    try #require(table.count == 256)
    return table
  }

  private static func sites(_ outcome: Outcome) throws -> [[String: Any]] {
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    return try #require(document?["sites"] as? [[String: Any]])
  }

  private static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// One uint8 HARD_SWISH; its output reaches over 127.
  private static func unsignedModel() throws -> [UInt8] {
    func tensor(_ scale: Float, _ zeroPoint: Int) -> String {
      "{\"shape\": [1, 16], \"type\": \"UINT8\", "
        + "\"quantization\": {\"scale\": [\(scale)], \"zero_point\": [\(zeroPoint)]}}"
    }
    return try Flatc.model(
      """
      {"version": 3, "buffers": [{}],
       "operator_codes": [{"deprecated_builtin_code": 117, "builtin_code": "HARD_SWISH"}],
       "subgraphs": [{"inputs": [0], "outputs": [1],
                      "tensors": [\(tensor(0.0625, 96)), \(tensor(0.041, 9))],
                      "operators": [{"inputs": [0], "outputs": [1]}]}]}
      """)
  }
}
