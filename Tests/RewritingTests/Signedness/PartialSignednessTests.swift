import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

@Suite struct PartialSignednessTests {
  static let relu = #", {builtin_code: RELU, version: 2}"#
  static let readers = """
    , {opcode_index: 1, inputs: [3], outputs: [4]}
    """

  @Test func onlyTheSelectedOperatorChangesType() throws {
    let model = MatrixModel(
      scales: "[0.5]", zeroPoints: "[0]", biasScales: "scale: [0.125], zero_point: [0],",
      outputs: "[4]", more: Self.readers, moreCodes: Self.relu)
    let run = try PassRun(ToUInt8(selection: OperatorSelection(op: 0)), onJSON: model.json)
    #expect(run.operators() == ["QUANTIZE", "CONV_2D", "QUANTIZE", "RELU"])
    let graph = run.after.subgraphs[0]
    let types = graph.operators.map { op in
      [op.inputs[0], op.outputs[0]].map { graph.tensors[$0.position].type }
    }
    #expect(types == [[.int8, .uint8], [.uint8, .uint8], [.uint8, .int8], [.int8, .int8]])
    #expect(graph.inputs.map(\.rawValue) == [0] && graph.outputs.map(\.rawValue) == [4])
    #expect(run.reasons == ["the INT8 tensors at operators 1: not selected"])
  }

  @Test func inputsOfAConcatenationGetItsScale() throws {
    let json = """
      {version: 3, operator_codes: [{builtin_code: CONCATENATION}], buffers: [{}],
       subgraphs: [{inputs: [0, 1], outputs: [2], tensors: [
         {name: "a", type: "UINT8", shape: [1, 2], quantization: {scale: [0.5], zero_point: [10]}},
         {name: "b", type: "UINT8", shape: [1, 2], quantization: {scale: [0.25], zero_point: [10]}},
         {name: "y", type: "UINT8", shape: [1, 4], quantization: {scale: [0.5], zero_point: [10]}}],
        operators: [{opcode_index: 0, inputs: [0, 1], outputs: [2],
          builtin_options_type: "ConcatenationOptions", builtin_options: {axis: 1}}]}]}
      """
    let run = try PassRun(ToInt8(), onJSON: json)
    #expect(run.operators() == ["QUANTIZE", "CONCATENATION"])
    let op = run.after.subgraphs[0].operators[1]
    #expect(op.inputs[0].rawValue == 0)
    let new = op.inputs[1].position
    #expect(run.after.scales(new) == [0.5] && run.after.zeroPoints(new) == [-118])
    #expect(run.after.scales(1) == [0.25] && run.after.zeroPoints(1) == [-118])
  }

  // The distance is the greatest one that LiteRT 2.3.0 computed for any code, by its reference, built-in
  // and default kernels: the UINT8 kernel and QUANTIZE round ties and ratios in ways of their own.
  @Test(arguments: [
    (grid: (0.02, 128), output: (0.04, 100), most: 1.0),
    ((0.0078, 255), (0.9, 1), 1),
    // Only XNNPACK's QUANTIZE, whose ratio has 8 bits to the right of the point, differs.
    ((0.009754279, 115), (0.008120532, 201), 1),
    ((0.03, 3), (0.0123, 200), 0),
    ((0.04, 100), (0.04, 100), 0),
  ])
  func aRescaledInputOfAConcatenationIsBounded(
    grid: (Float, Int), output: (Float, Int), most: Double
  ) throws {
    func tensor(_ name: String, _ count: Int, _ grid: (Float, Int)) -> String {
      """
      {name: "\(name)", type: "UINT8", shape: [1, \(count)],
       quantization: {scale: [\(grid.0)], zero_point: [\(grid.1)]}}
      """
    }
    let json = """
      {version: 3, operator_codes: [{builtin_code: CONCATENATION}], buffers: [{}],
       subgraphs: [{inputs: [0, 1], outputs: [2], tensors: [
         \(tensor("a", 2, grid)), \(tensor("b", 1, output)), \(tensor("y", 3, output))],
        operators: [{opcode_index: 0, inputs: [0, 1], outputs: [2],
          builtin_options_type: "ConcatenationOptions", builtin_options: {axis: 1}}]}]}
      """
    let run = try PassRun(ToInt8(), onJSON: json)
    let certificate = try #require(run.runner.steps.first?.certificate)
    #expect(certificate.maxErrorCodes == most)
    #expect(certificate.basis == (most > 0 ? .bounded : .computed))
  }

  private static let variables =
    Places.project.appending(path: "../shared/cases/real/okay_nabu_v2.tflite").standardized.path

  // A variable that is read and written in two subgraphs.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: variables), "the folder of cases is absent"))
  func variablesChangeTypeEverywhere() throws {
    let run = try PassRun(
      [PerTensorWeights(), ToUInt8()], on: try ModelFile.open(FilePath(Self.variables)))
    var counts = [0, 0]
    for graph in run.after.subgraphs {
      for op in graph.operators {
        switch op.builtin.name {
        case "READ_VARIABLE":
          counts[0] += 1
          #expect(graph.tensors[op.outputs[0].position].type == .uint8)
        case "ASSIGN_VARIABLE":
          counts[1] += 1
          #expect(graph.tensors[op.inputs[1].position].type == .uint8)
        default: break
        }
      }
    }
    #expect(counts.allSatisfy { $0 > 0 })
  }
}
