import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Reporting

/// The JSON form of `inspect`, of a model with a custom operator, empty names and an int32 bias.
@Suite struct InspectDocumentTests {
  private static let json = """
    {version: 3, description: "",
     operator_codes: [{deprecated_builtin_code: 9, builtin_code: "FULLY_CONNECTED"},
       {deprecated_builtin_code: 32, builtin_code: "CUSTOM", custom_code: "My \\"op\\""},
       {deprecated_builtin_code: 32, builtin_code: "CUSTOM"}],
     buffers: [{}, {data: [1, 2, 3, 4]}],
     subgraphs: [{name: "", inputs: [0], outputs: [4], tensors: [
         {name: "", shape: [1, 4], type: INT16}, {name: "w", shape: [1, 4], type: INT8, buffer: 1},
         {name: "y", shape: [1, 1], type: INT16}, {name: "z", shape: [1, 1], type: INT16},
         {name: "u", shape: [1, 1], type: INT16}],
       operators: [
         {opcode_index: 0, inputs: [0, 1, -1], outputs: [2],
          builtin_options_type: "FullyConnectedOptions",
          builtin_options: {quantized_bias_type: INT32}},
         {opcode_index: 1, inputs: [2], outputs: [3]},
         {opcode_index: 2, inputs: [3], outputs: [4]}]}]}
    """

  private func document(
    _ selection: InspectReport.Selection = .init(), of json: String = Self.json
  ) throws -> [String: Any] {
    let model = Model(file: try ModelFile(bytes: Flatc.model(json)))
    let report = try InspectReport(model, path: FilePath("m.tflite"), selection: selection)
    let parsed = try JSONSerialization.jsonObject(with: Data(report.jsonDocument()))
    return try #require(parsed as? [String: Any])
  }

  private func operators(_ document: [String: Any]) throws -> [[String: Any]] {
    let subgraph = try #require((document["subgraphs"] as? [[String: Any]])?.first)
    return try #require(subgraph["operators"] as? [[String: Any]])
  }

  @Test func anEmptyNameIsNull() throws {
    let document = try document()
    let subgraph = try #require((document["subgraphs"] as? [[String: Any]])?.first)
    let tensors = try #require(subgraph["tensors"] as? [[String: Any]])
    #expect((document["model"] as? [String: Any])?["description"] is NSNull)
    #expect(subgraph["name"] is NSNull)
    #expect(tensors[0]["name"] is NSNull)
    #expect(tensors[1]["name"] as? String == "w")
  }

  @Test func aRecordedRangeIsShownWithoutAScale() throws {
    let json = Self.json.replacingOccurrences(
      of: "{name: \"y\", shape: [1, 1], type: INT16}",
      with: """
        {name: "y", shape: [1, 1], type: INT16, quantization: {min: [-1.5], max: [2.5]}}
        """)
    let subgraph = try #require((try document(of: json)["subgraphs"] as? [[String: Any]])?.first)
    let tensors = try #require(subgraph["tensors"] as? [[String: Any]])
    let quantization = try #require(tensors[2]["quantization"] as? [String: Any])
    #expect(quantization["min"] as? [Double] == [-1.5])
    #expect(quantization["max"] as? [Double] == [2.5])
    #expect(quantization["scale"] as? [Double] == [])
  }

  @Test func customOperatorsAreCountedByName() throws {
    let totals = try #require(try document()["totals"] as? [String: Any])
    #expect(
      totals["by_op"] as? [String: Int] == ["FULLY_CONNECTED": 1, #"My "op""#: 1, "CUSTOM": 1])
  }

  @Test func totalsCountWhatIsShown() throws {
    let totals = try #require(
      try document(.init(op: "FULLY_CONNECTED"))["totals"] as? [String: Any])
    #expect(totals["operators"] as? Int == 1)
    #expect(totals["tensors"] as? Int == 3)
    #expect(totals["constant_bytes"] as? Int == 4)
    #expect(totals["by_op"] as? [String: Int] == ["FULLY_CONNECTED": 1])
    #expect(totals["by_type"] as? [String: Int] == ["INT16": 2, "INT8": 1])
    let custom = try #require(try document(.init(op: #"My "op""#))["totals"] as? [String: Any])
    #expect(custom["constant_bytes"] as? Int == 0)
    #expect(custom["by_op"] as? [String: Int] == [#"My "op""#: 1])
  }

  /// Two tensors, of 8 and 2 bytes or of 2 and 2, are live at each operator; what custom operators need is not known.
  @Test func totalsHaveMemoryOfAWholeModelOnly() throws {
    let totals = try #require(try document()["totals"] as? [String: Any])
    let memory = try #require(totals["memory"] as? [String: Any])
    #expect(memory["live_peak_bytes"] as? Int == 10)
    #expect(memory["tflm_arena_bytes"] is NSNull)
    let part = try #require(try document(.init(op: "CUSTOM"))["totals"] as? [String: Any])
    #expect(part["memory"] == nil)
  }

  @Test func theBiasTypeIsThereWhereTheOptionsNameOne() throws {
    let options = try #require(try operators(document())[0]["options"] as? [String: Any])
    #expect(options["quantized_bias_type"] as? String == "INT32")
    let without = Self.json.replacing("quantized_bias_type: INT32", with: "keep_num_dims: true")
    let others = try #require(
      try operators(document(of: without))[0]["options"] as? [String: Any])
    #expect(others["keep_num_dims"] as? Bool == true)
    #expect(others["quantized_bias_type"] == nil)
  }

  @Test func indicesAreNamedAfterWhatTheyCount() throws {
    let document = try document()
    #expect(document["path"] as? String == "m.tflite")
    let subgraph = try #require((document["subgraphs"] as? [[String: Any]])?.first)
    #expect(subgraph["subgraph"] as? Int == 0)
    #expect(try operators(document).map { $0["operator"] as? Int } == [0, 1, 2])
    let tensors = try #require(subgraph["tensors"] as? [[String: Any]])
    #expect(tensors.map { $0["tensor"] as? Int } == [0, 1, 2, 3, 4])
  }
}
