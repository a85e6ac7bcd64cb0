import ModelFacts
import ModelFormat
import Rewriting
import TestSupport
import Testing

@Suite struct FixBiasTests {
  // Input scale 0.25 x weight scales 0.5 and 0.25: the accumulator's steps are 0.125 and 0.0625.
  @Test func countsInTheAccumulatorsSteps() throws {
    // 1000 x 0.5 = 4000 x 0.125; -2001 x 0.03125 = -1000.5 x 0.0625, half a step away from zero.
    let model = MatrixModel(biasScales: "scale: [0.5, 0.03125], zero_point: [0, 0],")
    let run = try PassRun(FixBias(), onJSON: model.json)
    #expect(run.after.integers(2) == [4000, -1001])
    #expect(run.after.scales(2) == [0.125, 0.0625] && run.after.zeroPoints(2) == [0, 0])
    // The second output moves by 1000 x 0.0625 / 64 of a code, the first by 3000 x 0.125 / 64.
    #expect(run.runner.steps.first?.change.detail.contains("change an output by 5.86") == true)
  }

  @Test func givesEveryChannelItsScaleAndZeroPoint0() throws {
    let model = MatrixModel(biasScales: "scale: [0.125], zero_point: [8],")
    let run = try PassRun(FixBias(), onJSON: model.json)
    #expect(run.after.integers(2) == [992, -4018])
    #expect(run.after.scales(2) == [0.125, 0.0625] && run.after.zeroPoints(2) == [0, 0])
  }

  // As TensorFlow 2.21 converts MobileNetV3: one constant, two layers of other scales.
  @Test func layersThatShareOneGetTheirOwn() throws {
    let second = """
      , {opcode_index: 0, inputs: [0, 5, 2], outputs: [4], builtin_options_type: "Conv2DOptions",
        builtin_options: {stride_w: 1, stride_h: 1, dilation_w_factor: 1, dilation_h_factor: 1}}
      """
    let weights = """
      , {name: "w2", type: "INT8", shape: [2, 1, 1, 4], buffer: 1,
         quantization: {scale: [1, 1], zero_point: [0, 0]}}
      """
    let model = MatrixModel(outputs: "[3, 4]", more: second, moreTensors: weights)
    let run = try PassRun(FixBias(), onJSON: model.json)
    let graph = run.after.subgraphs[0]
    // The first layer's was right.
    #expect(graph.operators[0].inputs.map(\.rawValue) == [0, 1, 2])
    #expect(run.after.integers(2) == [1000, -2001])
    let own = try #require(graph.operators[1].inputs.last).position
    #expect(own != 2 && run.after.scales(own) == [0.25, 0.25])
    #expect(run.after.integers(own) == [500, -500])
    #expect(run.runner.steps.map(\.change.op) == [1])
  }

  @Test func leavesARightOneAloneAndChangesNothingTwice() throws {
    #expect(try PassRun(FixBias(), onJSON: MatrixModel().json).runner.steps.isEmpty)
    let model = MatrixModel(biasScales: "scale: [0.5, 0.5], zero_point: [0, 0],")
    let once = try PassRun(FixBias(), onJSON: model.json)
    #expect(once.runner.steps.count == 1)
    #expect(try PassRun([FixBias()], on: once.after.file).runner.steps.isEmpty)
  }

  /// The products are 1.2e-42, between two floats, of which the model has the farther one.
  @Test func leavesAloneWhatTheRuleAccepts() throws {
    let model = MatrixModel(
      input: "quantization: {scale: [1e-20], zero_point: [3]},", scales: "[1.2e-22, 1.2e-22]",
      biasScales: "scale: [1.2010e-42, 1.2010e-42], zero_point: [0, 0],")
    let graph = GraphIndex(try Model(file: model.file).subgraphs[0])
    let matrix = try #require(MatrixOperator(graph.subgraph.operators[0], in: graph))
    #expect(Producer(matrix).hasMatchingBiasScale == true)
    #expect(try PassRun(FixBias(), onJSON: model.json).runner.steps.isEmpty)
  }

  /// Kernels compute the same, but XNNPACK rejects the model.
  @Test func givesEveryChannelItsScaleThoughAllAreEqual() throws {
    let model = MatrixModel(scales: "[0.5, 0.5]", biasScales: "scale: [0.125], zero_point: [0],")
    let run = try PassRun(FixBias(), onJSON: model.json)
    #expect(run.after.integers(2) == [1000, -2001] && run.after.scales(2) == [0.125, 0.125])
  }

  @Test(arguments: ["[1e30, 1]", "[\(Float.infinity), 1]"])
  func leavesWhatItsTypeCannotHold(_ scales: String) throws {
    let scales = scales.replacing("inf", with: "1e38")
    let model = MatrixModel(biasScales: "scale: \(scales), zero_point: [0, 0],")
    let run = try PassRun(FixBias(), onJSON: model.json)
    #expect(run.runner.steps.isEmpty && run.reasons.count == 1)
  }
}
