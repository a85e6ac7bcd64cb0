import Foundation
import TestSupport
import Testing

/// Names come from a model, and a model may come from anywhere.
@Suite struct HostileNamesTests {
  /// An escape sequence, a line break, a one-byte escape (C1), a deletion and a reversal of
  /// direction.
  private static let hostile = "\u{1b}[31mred\u{1b}]0;title\u{7}\nline\r\u{9b}2J\u{7f}\u{202e}\"end"

  /// A model with such a name in every place that has one; `QQQQ` becomes bytes that are not UTF-8.
  private static func model() throws -> [UInt8] {
    let name = String(decoding: try JSONEncoder().encode(hostile + "QQQQ"), as: UTF8.self)
    var bytes = try Flatc.model(
      """
      {"version": 3, "description": \(name),
       "operator_codes": [
         {"deprecated_builtin_code": 32, "builtin_code": "CUSTOM", "custom_code": \(name)},
         {"deprecated_builtin_code": 117, "builtin_code": "HARD_SWISH"}],
       "buffers": [{}],
       "subgraphs": [{
         "name": \(name), "inputs": [0], "outputs": [2],
         "tensors": [{"name": \(name), "shape": [1]}, {"name": \(name), "shape": [1]},
                     {"name": \(name), "shape": [1]}],
         "operators": [{"inputs": [0], "outputs": [1]},
                       {"opcode_index": 1, "inputs": [1], "outputs": [2]}]}],
       "metadata": [{"name": \(name), "buffer": 0}],
       "signature_defs": [{"signature_key": \(name), "subgraph_index": 0,
         "inputs": [{"name": \(name), "tensor_index": 0}],
         "outputs": [{"name": \(name), "tensor_index": 2}]}]}
      """)
    let mark = Array("QQQQ".utf8)
    for start in bytes.indices.dropLast(3) where bytes[start..<start + 4].elementsEqual(mark) {
      bytes.replaceSubrange(start..<start + 4, with: [0xff, 0xc3, 0x28, 0xfe])
    }
    return bytes
  }

  private static let shown = hostile + "\u{fffd}\u{fffd}(\u{fffd}"

  private func run(_ arguments: String...) throws -> Outcome {
    try Program.run(Places.program, arguments, input: Data(Self.model()))
  }

  @Test(arguments: ["inspect", "dump", "hardswish", "audit"])
  func textHoldsNoControlCharacter(command: String) throws {
    let outcome = try run(command, "-")
    // The custom operator is an error of the model.
    #expect(outcome.status == (command == "audit" ? 1 : 0))
    let text = try #require(String(validating: outcome.output, as: UTF8.self))
    #expect(Self.controls(in: text) == [])
    #expect(!text.unicodeScalars.contains("\u{202e}"))
    if command != "hardswish" {
      #expect(text.contains(#"\x1b[31mred\x1b]0;title\x07\nline\r\x9b2J"#))
    }
  }

  @Test(arguments: ["inspect", "dump", "hardswish", "audit"], ["json", "ndjson"])
  func jsonIsLegal(command: String, format: String) throws {
    let outcome = try run(command, "-", "--format", format)
    // The custom operator is an error of the model.
    #expect(outcome.status == (command == "audit" ? 1 : 0))
    let text = try #require(String(validating: outcome.output, as: UTF8.self))
    #expect(Self.controls(in: text) == [])
    _ = try JSONSerialization.jsonObject(with: outcome.output)
  }

  @Test(arguments: [
    ["diff", "-", Places.fixture("digits_int8"), "--all"],
    ["diff", Places.fixture("digits_int8"), "-", "--format", "md"],
    ["diff", "-", Places.fixture("digits_int8"), "--format", "json"],
    ["inspect", "--textconv", "-"],
  ])
  func comparisonsHoldNoControlCharacter(arguments: [String]) throws {
    let outcome = try Program.run(
      Places.program, arguments, input: Data(Self.model()))
    #expect(outcome.status == (arguments[0] == "diff" ? 1 : 0))
    let text = try #require(String(validating: outcome.output, as: UTF8.self))
    #expect(Self.controls(in: text) == [])
    #expect(text.contains("red"))
  }

  @Test func inspectKeepsTheName() throws {
    let document = try json(run("inspect", "-", "--format", "json"))
    let model = document["model"] as? [String: Any]
    #expect(model?["description"] as? String == Self.shown)
    let subgraph = (document["subgraphs"] as? [[String: Any]])?.first
    #expect(subgraph?["name"] as? String == Self.shown)
    let tensors = subgraph?["tensors"] as? [[String: Any]]
    #expect(tensors?.map { $0["name"] as? String } == [Self.shown, Self.shown, Self.shown])
  }

  @Test func dumpKeepsTheBytes() throws {
    let document = try json(run("dump", "-", "--format", "json"))
    let subgraph = ((document["model"] as? [String: Any])?["subgraphs"] as? [[String: Any]])?.first
    let tensor = (subgraph?["tensors"] as? [[String: Any]])?.first
    let bytes = Array(Self.hostile.utf8) + [0xff, 0xc3, 0x28, 0xfe]
    let hex = bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    #expect(tensor?["name"] as? String == Self.shown)
    #expect(tensor?["name_bytes"] as? String == hex)
    #expect(subgraph?["name_bytes"] as? String == hex)
  }

  @Test func dumpAddsNoBytesToANameInUTF8() throws {
    let outcome = try Program.run(
      Places.program, ["dump", "two_signatures.tflite", "--format", "json"], in: Places.fixtures)
    #expect(!outcome.text.contains("_bytes"))
  }

  @Test func aNameOnTheCommandLineIsEscaped() throws {
    let outcome = try Program.run(
      Places.program, ["inspect", "two_signatures.tflite", "--op", "\u{1b}[31mred"],
      in: Places.fixtures)
    #expect(outcome.status == 2)
    #expect(!outcome.errorText.contains("\u{1b}"))
  }

  private func json(_ outcome: Outcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
  }

  /// Every control character but the line feed.
  private static func controls(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
  }
}
