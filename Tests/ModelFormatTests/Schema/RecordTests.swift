import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// Any table by the schema, and what is newer than the schema.
@Suite struct RecordTests {
  @Test func showsOnlyWhatIsStoredAndNotTheDefault() throws {
    // `--force-defaults` would store all; flatc's JSON stores none of them.
    let model = Record(root: try ModelFile(bytes: Flatc.model(SmallModel.json())))
    let shown = model.fields.filter { model.isStoredAndNotDefault($0) }.map(\.name)
    #expect(shown == ["version", "operator_codes", "subgraphs", "buffers"])
  }

  @Test func givesTheSchemasDefaultsForWhatIsLeftOut() throws {
    let json = SmallModel.json(
      operator: "builtin_options_type: \"Conv2DOptions\", builtin_options: {stride_w: 2}")
    let options = try #require(try SmallModel.open(json).subgraphs[0].operators[0].options)
    #expect(options.typeName == "Conv2DOptions")
    let values = options.fields.map { field -> String in
      guard case .integer(let value)? = options.value(field) else { return "?" }
      return "\(field.name) \(field.enumeration?.name(of: value) ?? "\(value)")"
    }
    #expect(
      values == [
        "padding SAME", "stride_w 2", "stride_h 0", "fused_activation_function NONE",
        "dilation_w_factor 1", "dilation_h_factor 1", "quantized_bias_type FLOAT32",
      ])
  }

  @Test func keepsAUnionMemberThatTheSchemaDoesNotKnow() throws {
    var bytes = try Flatc.model(
      SmallModel.json(
        operator: "builtin_options_type: \"Conv2DOptions\", builtin_options: {stride_w: 2}"))
    let op = try Model(file: ModelFile(bytes: bytes)).subgraphs[0].operators[0]
    bytes[try place(of: 3, in: op.table, bytes)] = 250

    let file = try ModelFile(bytes: bytes)
    let newer = Model(file: file).subgraphs[0].operators[0]
    #expect(newer.options == nil)
    #expect(newer.fusedActivation == .none)
    let record = Record(
      table: newer.table, type: try #require(Record.types(named: ["Operator"]).first))
    let type = try #require(record.field(named: "builtin_options_type"))
    guard case .integer(250)? = record.value(type) else {
      Issue.record("the type is not kept: \(String(describing: record.value(type)))")
      return
    }
    #expect(type.enumeration?.name(of: 250) == "UNKNOWN(250)")
    guard
      case .record(let member)? = record.value(try #require(record.field(named: "builtin_options")))
    else {
      Issue.record("the member is not kept")
      return
    }
    #expect(member.typeName == "")
    #expect(member.fields.isEmpty)
    #expect(member.unknownFields == [1], "stride_w, which nobody knows here")
    _ = ReadEverything(file)
  }

  /// A file by a schema that has gone on: one field more in three tables, one member more.
  @Test func listsTheFieldsOfANewerSchema() throws {
    let file = try ModelFile(bytes: newerModel())
    let root = Record(root: file)
    #expect(root.unknownFields == [10])
    let model = Model(file: file)
    let tensorType = try #require(Record.types(named: ["Tensor"]).first)
    let tensors = model.subgraphs[0].tensors.map {
      Record(table: $0.table, type: tensorType).unknownFields
    }
    #expect(tensors == [[11], []], "the second leaves the field out")
    #expect(model.subgraphs[0].operators[0].options == nil)
    #expect(model.subgraphs[0].tensors[0].shape == [7])
    _ = ReadEverything(file)
  }

  private func newerModel() throws -> [UInt8] {
    let ours = Places.project.appending(path: "schema/tflite.fbs")
    let newer = try String(contentsOf: ours, encoding: .utf8)
      .replacingOccurrences(of: "\n}\n\nroot_type", with: "\n  newer: [string];\n}\n\nroot_type")
      .replacingOccurrences(
        of: "external_buffer: uint;", with: "external_buffer: uint;\n  newer: long;"
      )
      .replacingOccurrences(
        of: "union BuiltinOptions2 {", with: "table Newer { x: int; }\nunion BuiltinOptions2 {"
      )
      .replacingOccurrences(
        of: #"(union BuiltinOptions2 \{[^}]*)\}"#, with: "$1  Newer,\n}",
        options: .regularExpression)
    let flatc = try #require(Program.find("flatc"))
    return try Places.withTemporaryFolder { folder in
      let schema = folder.appending(path: "newer.fbs")
      try Data(newer.utf8).write(to: schema)
      let json = """
        {newer: ["x"], operator_codes: [{}], subgraphs: [{
          tensors: [{newer: 5, shape: [7]}, {shape: [8]}],
          operators: [{builtin_options_2_type: "Newer", builtin_options_2: {x: 3}}]}]}
        """
      let source = folder.appending(path: "m.json")
      try Data(json.utf8).write(to: source)
      let outcome = try Program.run(
        flatc, ["--binary", "-o", folder.path, schema.path, source.path])
      try #require(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
      return [UInt8](try Data(contentsOf: folder.appending(path: "m.tflite")))
    }
  }

  /// Where a table stores a field, by its vtable.
  private func place(of field: Int, in table: Table, _ bytes: [UInt8]) throws -> Int {
    func number(at place: Int, bytes count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    let start = Int(table.offset)
    let back = Int(Int32(truncatingIfNeeded: number(at: start, bytes: 4)))
    let distance = number(at: start - back + 4 + 2 * field, bytes: 2)
    try #require(distance > 0)
    return start + distance
  }
}
