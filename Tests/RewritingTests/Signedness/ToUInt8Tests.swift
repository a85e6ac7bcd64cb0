import ModelFormat
import Rewriting
import TestSupport
import Testing

@Suite struct ToUInt8Tests {
  /// A convolution whose weights have one scale.
  static let convolution = MatrixModel(scales: "[0.5]", zeroPoints: "[0]", biasScales: biasScale)
  static let biasScale = "scale: [0.125], zero_point: [0],"

  @Test func movesCodesAndZeroPointsBy128() throws {
    let result = try RewrittenModel(Self.convolution.file, ToUInt8())
    let after = Model(file: result.after)
    let tensors = after.subgraphs[0].tensors
    #expect(tensors.map(\.type) == [.uint8, .uint8, .int32, .uint8, .int8])
    #expect([0, 1, 3].map(after.zeroPoints) == [[131], [128], [123]])
    #expect([0, 1, 3].map(after.scales) == [[0.25], [0.5], [64]])
    let bytes = tensors[1].data.map { Array($0.scalars(of: UInt8.self)) }
    #expect(bytes == [255, 1, 131, 128, 229, 1, 131, 127])
    #expect(after.integers(2) == [1000, -2001] && after.scales(2) == [0.125])
    #expect(after.subgraphs[0].operators[0].code.version == 1)
    #expect(
      result.runner.steps.map(\.change.detail) == [
        "3 tensors converted to UINT8, including 1 constant"
      ]
    )
    guard case .exact = result.runner.steps[0].certificate else {
      Issue.record("\(result.runner.steps[0].certificate)")
      return
    }
  }

  /// MEAN gave equal codes wherever it was run, but convolutions before it may round differently: no claim that
  /// codes stay.
  @Test func aMeasuredOperatorHidesNoRounding() throws {
    let run = try PassRun(PerTensorWeights(), ToUInt8(), on: "digits_int8")
    guard case .bound(let bound) = try #require(run.runner.steps.last).certificate else {
      Issue.record("the change is said to be exact")
      return
    }
    #expect(bound.maxErrorCodes == nil)
    #expect(
      bound.reason
        == "measured only: MEAN (equal codes in test runs of the reference kernels); the kernels of the "
        + "two types may round differently: CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED"
    )
  }

  @Test(arguments: [true, false])
  func changesNothingTheSecondTime(keepIO: Bool) throws {
    let once = try RewrittenModel(Self.convolution.file, ToUInt8(keepIO: keepIO))
    let twice = try RewrittenModel(once.after, ToUInt8(keepIO: keepIO))
    #expect(twice.runner.steps.isEmpty)
    #expect(try twice.inspected == once.inspected)
  }

  @Test func theEndsKeepTheirTypesBehindQuantize() throws {
    let result = try RewrittenModel(Self.convolution.file, ToUInt8(keepIO: true))
    let after = Model(file: result.after)
    let graph = after.subgraphs[0]
    #expect(result.operators() == ["QUANTIZE", "CONV_2D", "QUANTIZE"])
    #expect(graph.inputs.map(\.rawValue) == [0] && graph.outputs.map(\.rawValue) == [3])
    #expect([0, 3].map { graph.tensors[$0].type } == [.int8, .int8])
    #expect(graph.operators.map { $0.inputs.map(\.rawValue) } == [[0], [5, 1, 2], [6]])
    #expect(graph.operators.map { $0.outputs.map(\.rawValue) } == [[5], [6], [3]])
    #expect([5, 6].map { graph.tensors[$0].name?.text } == ["x_uint8", "y_uint8"])
    #expect([5, 6].map(after.zeroPoints) == [[131], [123]])
  }

  @Test func givesABiasTheScaleThatItsNumbersHave() throws {
    var model = Self.convolution
    // In int8 nobody reads this scale.
    (model.biasScales, model.output) = (
      "scale: [9], zero_point: [0],", "quantization: {scale: [1], zero_point: [0]},"
    )
    let after = Model(file: try RewrittenModel(model.file, ToUInt8()).after)
    #expect(after.scales(2) == [0.125] && after.integers(2) == [1000, -2001])
  }

  @Test func keepsAVersionThatSomethingElseAskedFor() throws {
    var model = Self.convolution
    // Version 6 is for convolutions in groups.
    model.code = "builtin_code: CONV_2D, version: 6"
    let after = Model(file: try RewrittenModel(model.file, ToUInt8()).after)
    #expect(after.subgraphs[0].operators[0].code.version == 6)
  }

  @Test func aDilatedDepthwiseConvolutionIsVersion2() throws {
    let model = MatrixModel(
      code: "builtin_code: DEPTHWISE_CONV_2D, version: 3",
      options: #"builtin_options_type: "DepthwiseConv2DOptions", "#
        + "builtin_options: {dilation_w_factor: 2, dilation_h_factor: 1},",
      weightShape: "[1, 2, 2, 2]", scales: "[0.5]", zeroPoints: "[0]", biasScales: Self.biasScale)
    let after = Model(file: try RewrittenModel(model.file, ToUInt8()).after)
    #expect(after.subgraphs[0].operators[0].code.version == 2)
  }

  struct Refusal: CustomTestStringConvertible {
    let testDescription: String
    let model: MatrixModel
    let text: String

    init(_ why: String, _ model: MatrixModel, _ text: String) {
      (testDescription, self.model, self.text) = (why, model, text)
    }
  }

  static func with(_ change: (inout MatrixModel) -> Void) -> MatrixModel {
    var model = convolution
    change(&model)
    return model
  }

  @Test(arguments: [
    Refusal(
      "a scale for each channel", MatrixModel(),
      "subgraph 0 / tensor 1 (w): it has 2 scales; UINT8 tensors have one [not-applicable]\n"
        + "  Run --per-tensor-weights first, without --keep-per-channel for this layer."),
    Refusal(
      "no such kernel",
      with {
        $0.moreCodes = ", {builtin_code: BATCH_MATMUL}"
        $0.more = ", {opcode_index: 1, inputs: [3, 3], outputs: [4]}"
      },
      "subgraph 0 / operator 1 (BATCH_MATMUL): BATCH_MATMUL has no UINT8 kernel for these types "
        + "[not-applicable]\n  Keep the model in INT8, or remove the operator first."),
    Refusal(
      "INT16 becomes UINT8 in no kernel",
      with {
        $0.moreCodes = ", {builtin_code: QUANTIZE}"
        $0.moreTensors =
          #", {name: "h", type: "INT16", shape: [1, 2, 2, 2], quantization: {scale: [1], zero_point: [0]}}"#
        $0.more = ", {opcode_index: 1, inputs: [5], outputs: [4]}"
      },
      "subgraph 0 / operator 1 (QUANTIZE): QUANTIZE has no UINT8 kernel for these types"),
    Refusal(
      "codes without a scale beside codes with one",
      with {
        $0.moreCodes = ", {builtin_code: ADD, version: 2}"
        $0.moreTensors = #", {name: "plain", type: "INT8", shape: [1, 2, 2, 2]}"#
        $0.more = ", {opcode_index: 1, inputs: [3, 5], outputs: [4]}"
      },
      "operator 1 (ADD): ADD mixes quantized tensors with tensor 5 (plain), which is INT8 without a scale"
    ),
    Refusal(
      "floats beside codes",
      with {
        $0.moreCodes = ", {builtin_code: ADD, version: 2}"
        $0.moreTensors = #", {name: "f", shape: [1, 2, 2, 2]}"#
        $0.more = ", {opcode_index: 1, inputs: [3, 5], outputs: [4]}"
      }, "ADD mixes quantized tensors with tensor 5 (f), which is FLOAT32"),
    Refusal(
      "a zero point that is no code",
      with { $0.input = "quantization: {scale: [1], zero_point: [128]}," },
      "tensor 0 (x): it has zero point 128, which is not a code of INT8"),
    Refusal(
      "a zero point at the end of all numbers",
      with { $0.input = "quantization: {scale: [1], zero_point: [9223372036854775807]}," },
      "tensor 0 (x): it has zero point 9223372036854775807, which is not a code of INT8"),
    Refusal(
      "a scale without a zero point", with { $0.input = "quantization: {scale: [1]}," },
      "tensor 0 (x): it has no single scale and zero point: 1 scale but 0 zero points"),
    Refusal(
      "a variable, which begins at another number",
      with {
        $0.moreCodes = ", {builtin_code: ADD, version: 2}"
        $0.moreTensors =
          #", {name: "v", type: "INT8", is_variable: true, shape: [1, 2, 2, 2], "#
          + "quantization: {scale: [1], zero_point: [3]}}"
        $0.more = ", {opcode_index: 1, inputs: [3, 5], outputs: [4]}"
      }, "tensor 5 (v): the variable would start with another number"),
    Refusal(
      "weights of 4 bits", with { $0.weightType = "INT4" },
      "CONV_2D reads weights of INT4 in tensor 1 (w)"),
    Refusal(
      "weights that are values too",
      with {
        $0.moreCodes = ", {builtin_code: RELU, version: 2}"
        $0.more = ", {opcode_index: 1, inputs: [1], outputs: [4]}"
      }, "CONV_2D reads tensor 1 (w) as weights, and operator 1 (RELU) reads it as data"),
  ])
  func refuses(_ refusal: Refusal) throws {
    let error = #expect(throws: Diagnostic.self) {
      _ = try RewrittenModel(refusal.model.file, ToUInt8())
    }
    #expect(error?.code == .notApplicable)
    #expect(error?.description.contains(refusal.text) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    (
      "operators of floats keep their weights",
      MatrixModel(
        code: "builtin_code: CONV_2D, version: 5", type: "FLOAT32", input: "", output: "",
        inputs: "[0, 1]"),
      [
        "the constant tensor 1 (w) stays INT8: its consumer, operator 0 (CONV_2D), has no other INT8 tensor"
      ]
    ),
    (
      "plain integers stay",
      MatrixModel(code: "builtin_code: ABS", input: "", output: "", inputs: "[0]"), []
    ),
    ("uint8 already", MatrixModel(type: "UINT8", weightType: "UINT8"), []),
  ])
  func leavesAlone(_ why: String, _ model: MatrixModel, _ reasons: [String]) throws {
    let result = try RewrittenModel(model.file, ToUInt8())
    #expect(result.runner.steps.isEmpty && result.reasons == reasons, "\(why)")
  }
}
