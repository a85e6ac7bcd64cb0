import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Reporting

/// What operators cost, and the order and number of those that are shown.
@Suite struct InspectOrderTests {
  /// Worked by hand: operator 1 multiplies 2 by 3 x 2 weights of a byte; operator 2 multiplies 3 by 1 x 3, and
  /// reads a bias of 4 bytes; operator 3 multiplies an unknown number of rows.
  private static let json = """
    {version: 3,
     operator_codes: [{builtin_code: "RELU"}, {builtin_code: "FULLY_CONNECTED"}],
     buffers: [{}, {data: [1, 2, 3, 4, 5, 6]}, {data: [1, 2, 3]}, {data: [0, 0, 0, 1]}],
     subgraphs: [{inputs: [0], outputs: [3], tensors: [
         {shape: [1, 2], type: INT8}, {shape: [1, 2], type: INT8}, {shape: [1, 3], type: INT8},
         {shape: [1, 1], type: INT8}, {shape: [3, 2], type: INT8, buffer: 1},
         {shape: [1, 3], type: INT8, buffer: 2}, {shape: [1], type: INT32, buffer: 3},
         {shape: [-1, 2], type: INT8}, {shape: [-1, 3], type: INT8}],
       operators: [
         {opcode_index: 0, inputs: [0], outputs: [1]},
         {opcode_index: 1, inputs: [1, 4, -1], outputs: [2]},
         {opcode_index: 1, inputs: [2, 5, 6], outputs: [3]},
         {opcode_index: 1, inputs: [7, 4, -1], outputs: [8]}]}]}
    """

  private func report(_ order: InspectReport.Order = .init()) throws -> InspectReport {
    let model = Model(file: try ModelFile(bytes: Flatc.model(Self.json)))
    return try InspectReport(model, path: FilePath("m.tflite"), order: order)
  }

  private func document(_ order: InspectReport.Order = .init()) throws -> [String: Any] {
    let parsed = try JSONSerialization.jsonObject(with: Data(report(order).jsonDocument()))
    return try #require(parsed as? [String: Any])
  }

  private func indices(_ document: [String: Any], _ list: String, _ key: String) throws -> [Int] {
    let subgraph = try #require((document["subgraphs"] as? [[String: Any]])?.first)
    return try #require(subgraph[list] as? [[String: Any]]).compactMap { $0[key] as? Int }
  }

  @Test func knowsWhatEachOperatorCosts() throws {
    let subgraph = try #require((try document()["subgraphs"] as? [[String: Any]])?.first)
    let operators = try #require(subgraph["operators"] as? [[String: Any]])
    #expect(operators.map { $0["macs"] as? Int } == [nil, 6, 3, nil])
    #expect(operators.map { $0["constant_bytes"] as? Int } == [0, 6, 7, 6])
    let totals = try #require(try document()["totals"] as? [String: Any])
    #expect(totals["macs"] as? Int == 9)
    #expect(totals["uncounted_operators"] as? Int == 1)
    #expect(totals["constant_bytes"] as? Int == 13)
  }

  @Test(arguments: [
    (InspectReport.Order.Key.index, [0, 1, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    (.macs, [1, 2, 0, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    // Tensors without a size come last.
    (.bytes, [2, 1, 3, 0], [4, 6, 2, 5, 0, 1, 3, 7, 8]),
  ])
  func sorts(key: InspectReport.Order.Key, operators: [Int], tensors: [Int]) throws {
    let document = try document(.init(by: key))
    #expect(try indices(document, "operators", "operator") == operators)
    #expect(try indices(document, "tensors", "tensor") == tensors)
  }

  @Test func showsTheFirstAndCountsAll() throws {
    let document = try document(.init(by: .macs, top: 2))
    #expect(try indices(document, "operators", "operator") == [1, 2])
    #expect(try indices(document, "tensors", "tensor") == [0, 1])
    let totals = try #require(document["totals"] as? [String: Any])
    #expect(totals["operators"] as? Int == 4)
    #expect(totals["macs"] as? Int == 9)
  }

  @Test func theTextHasATotalAndSaysHowManyAreLeftOut() throws {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let style = TextStyle(isColored: false, isUnicode: true)
    try report(.init(by: .bytes, top: 1)).writeText(
      to: TextWriter(to: output, style: style, width: nil))
    try output.finish()
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      lines.contains(
        "compute 9 multiply-accumulates (MACs), without 1 matrix operator of unknown shape"))
    // Tensors 1 and 2, of 2 and 3 bytes, are live at operator 1; the sizes of two others are not known.
    #expect(lines.contains("memory at least 5 B of activations at the peak"))
    #expect(lines.contains("2 FULLY_CONNECTED 1 t2 t5 t6 t3 3 7"))
    #expect(lines.contains("total 9 13"))
    #expect(lines.contains("and 3 more operators"))
    #expect(lines.contains("and 8 more tensors"))
  }
}
