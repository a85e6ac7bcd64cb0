import ModelFormat
import TestSupport
import Testing

@testable import Verifying

/// Which tensors of a float model stand for those of a quantized one; the models are flatc's.
@Suite struct RankingPlanTests {
  /// QUANTIZE, RELU, RELU, DEQUANTIZE in a row; the RELU operators have the names of the float model.
  private static let quantized = (
    operators: ["QUANTIZE", "RELU", "RELU", "DEQUANTIZE"], names: ["x", "q", "mid", "r", "y"],
    types: ["FLOAT32", "INT8", "INT8", "INT8", "FLOAT32"]
  )

  @Test func conversionsKeepTheCounterpart() throws {
    let plan = try Self.plan(Self.quantized.names)
    #expect(plan.rows.map(\.obstacle) == [nil, nil, nil, nil])
    #expect(plan.rows.map { $0.pair?.a.index.rawValue } == [0, 1, 2, 2])
    #expect(
      plan.feeds.map { "\($0.reference.index.rawValue) \($0.own.rawValue)" } == [
        "0 5", "0 6", "1 7", "2 8",
      ])
    #expect(plan.model?.subgraphs[0].operators.count == 4)
    #expect(plan.path.count == 4 && plan.own.count == 4)
  }

  @Test func anotherNameLeavesBothNeighboursOut() throws {
    let plan = try Self.plan(["x", "q", "other", "r", "y"])
    #expect(
      plan.rows.map(\.obstacle) == [
        nil, "no tensor of the reference corresponds to its output",
        "no tensor of the reference corresponds to its input, tensor 2 (other)",
        nil,
      ])
    #expect(plan.rows.map { $0.pair == nil } == [false, true, false, false])
    #expect(plan.model?.subgraphs[0].operators.map(\.builtin) == [.quantize, .dequantize])
  }

  @Test func anotherShapeIsNoCounterpart() throws {
    let plan = try Self.plan(Self.quantized.names, middleShape: "[4, 1]")
    #expect(plan.rows[1].obstacle == "no tensor of the reference corresponds to its output")
  }

  private static func plan(_ names: [String], middleShape: String = "[1, 4]") throws -> RankingPlan
  {
    let a = try model(["RELU", "RELU"], ["x", "mid", "y"], ["FLOAT32", "FLOAT32", "FLOAT32"])
    let b = try model(quantized.operators, names, quantized.types, middleShape: middleShape)
    return try RankingPlan(b, ModelPairing(a, b))
  }

  private static func model(
    _ operators: [String], _ names: [String], _ types: [String], middleShape: String = "[1, 4]"
  ) throws -> Model {
    let tensors = zip(names, types).enumerated().map { index, tensor in
      let grid = tensor.1 == "INT8" ? #", "quantization": {"scale": [0.5], "zero_point": [0]}"# : ""
      let shape = index == 2 && types[1] == "INT8" ? middleShape : "[1, 4]"
      return #"{"name": "\#(tensor.0)", "type": "\#(tensor.1)", "shape": \#(shape)\#(grid)}"#
    }
    let codes = operators.map { #"{"builtin_code": "\#($0)"}"# }
    let steps = operators.indices.map {
      #"{"opcode_index": \#($0), "inputs": [\#($0)], "outputs": [\#($0 + 1)]}"#
    }
    let bytes = try Flatc.model(
      """
      {"version": 3, "operator_codes": [\(codes.joined(separator: ", "))], "buffers": [{}],
       "subgraphs": [{"inputs": [0], "outputs": [\(operators.count)],
         "tensors": [\(tensors.joined(separator: ", "))],
         "operators": [\(steps.joined(separator: ", "))]}]}
      """)
    return Model(file: try ModelFile(bytes: bytes))
  }
}
