import Foundation
import ModelFormat
import Rewriting
import TestSupport
import Testing

@Suite struct PerTensorWeightsTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let model: MatrixModel
    let scale: Float
    let weights: [Int8]
    let bias: [Int32]
  }

  static let tenOfTwelve: [Int8] = [64, 1, 0, 0, 127, -127, 2, 0]

  // Worked out by hand: scales that are powers of two leave no doubt about ties.
  @Test(arguments: [
    Case(
      testDescription: "half steps go away from zero, in weights and in the bias",
      model: MatrixModel(), scale: 0.5, weights: [127, -127, 3, 0, 51, -64, 2, -1],
      bias: [1000, -1001]),
    Case(
      testDescription: "-128 becomes -127",
      model: MatrixModel(scales: "[0.5, 0.5]", weights: [-128, 127, 60, 0, 1, 0, 0, 0]),
      scale: 64.0 / 127, weights: [-127, 126, 60, 0, 1, 0, 0, 0],
      bias: [992, -1985]),
    Case(
      testDescription: "equal scales stay as they are",
      model: MatrixModel(scales: "[0.5, 0.5]"), scale: 0.5,
      weights: [127, -127, 3, 0, 101, -127, 3, -1], bias: [1000, -2001]),
    Case(
      testDescription: "a channel that does not use its codes leaves room for a finer scale",
      model: MatrixModel(weights: tenOfTwelve), scale: 32.0 / 127,
      weights: [127, 2, 0, 0, 126, -126, 2, 0], bias: [1984, -1985]),
    Case(
      testDescription: "nothing but zeros",
      model: MatrixModel(weights: Array(repeating: 0, count: 8)),
      scale: 0.5, weights: Array(repeating: 0, count: 8), bias: [1000, -1001]),
  ])
  func takesTheLeastScaleThatHoldsEveryWeight(_ c: Case) throws {
    let after = Model(file: try RewrittenModel(c.model.file, PerTensorWeights()).after)
    #expect(after.scales(1) == [c.scale] && after.zeroPoints(1) == [0])
    #expect(after.codes(1) == c.weights)
    #expect(after.integers(2) == c.bias)
    #expect(after.scales(2) == [0.25 * c.scale] && after.zeroPoints(2) == [0])
  }

  struct NearMiss: CustomTestStringConvertible {
    let testDescription: String
    let model: MatrixModel
    let reason: String

    init(_ why: String, _ model: MatrixModel, _ reason: String) {
      (testDescription, self.model, self.reason) = (why, model, reason)
    }
  }

  static let relu = #", {builtin_code: RELU}"#

  @Test(arguments: [
    NearMiss(
      "weights with a zero point", MatrixModel(zeroPoints: "[0, 1]"),
      "weights in tensor 1 (w): the zero point of channel 1 is 1; it must be 0"),
    NearMiss(
      "a scale of 0", MatrixModel(scales: "[0.5, 0]"),
      "weights in tensor 1 (w): the scale of channel 1 is 0.0; it must be above 0"),
    NearMiss(
      "a scale below 0", MatrixModel(scales: "[-0.5, 1]"),
      "weights in tensor 1 (w): the scale of channel 0 is -0.5; it must be above 0"),
    NearMiss(
      "a scale that is no number", MatrixModel(scales: "[nan, 1]"),
      "weights in tensor 1 (w): the scale of channel 0 is nan; it must be above 0"),
    NearMiss(
      "scales too large for one", MatrixModel(scales: "[3e38, inf]"),
      "weights in tensor 1 (w): the scale of channel 1 is inf; it must be above 0"),
    NearMiss(
      "scales too small for one", MatrixModel(scales: "[1e-40, 2e-40]"),
      "weights in tensor 1 (w): the single scale would be 2e-40; it must be a normal float32 number"
    ),
    NearMiss(
      "fewer bytes than the shape says", MatrixModel(weightShape: "[2, 1, 1, 5]"),
      "weights in tensor 1 (w): its 8 bytes do not fit its shape"),
    NearMiss(
      "a dimension below 0", MatrixModel(weightShape: "[2, -1, -1, 4]"),
      "weights in tensor 1 (w): its 8 bytes do not fit its shape"),
    NearMiss(
      "scales along another dimension",
      MatrixModel(weightShape: "[4, 1, 1, 2]", axis: 3),
      "weights in tensor 1 (w): its scales run along dimension 3; the channels of operator 0 (CONV_2D) are "
        + "dimension 0"),
    NearMiss(
      "weights of 4 bits", MatrixModel(weightType: "INT4"),
      "weights in tensor 1 (w): it is INT4, not INT8"),
    NearMiss(
      "weights stored sparsely", MatrixModel(weightFields: "sparsity: {},"),
      "weights in tensor 1 (w): it is stored sparsely"),
    NearMiss(
      "weights that are a variable", MatrixModel(weightFields: "is_variable: true,"),
      "weights in tensor 1 (w): its values are not in the file"),
    NearMiss(
      "an input without a scale", MatrixModel(input: ""),
      "weights in tensor 1 (w): the input of operator 0 (CONV_2D) has no scale"),
    NearMiss(
      "an input of another type", MatrixModel(type: "UINT8"),
      "weights in tensor 1 (w): operator 0 (CONV_2D) has a UINT8 input; it must be INT8, INT16 or FLOAT32"
    ),
    NearMiss(
      "a bias with fewer numbers than channels", MatrixModel(bias: [1]),
      "weights in tensor 1 (w): the bias of operator 0 (CONV_2D) is not a constant of 2 integers"),
    NearMiss(
      "weights that something else reads",
      MatrixModel(
        more: ", {opcode_index: 1, inputs: [1], outputs: [4]}", moreCodes: relu),
      "weights in tensor 1 (w): operator 1 (RELU) reads it, but not as weights of a convolution or "
        + "FULLY_CONNECTED"),
    NearMiss(
      "weights that the graph gives back", MatrixModel(outputs: "[3, 1]"),
      "weights in tensor 1 (w): it is an output of the graph"),
    NearMiss(
      "weights that are the input too", MatrixModel(inputs: "[1, 1, 2]"),
      "weights in tensor 1 (w): operator 0 (CONV_2D) reads it, but not as weights of a convolution or "
        + "FULLY_CONNECTED"),
    NearMiss(
      "an operator of floats that needs per-channel scales",
      MatrixModel(
        code: "builtin_code: DEPTHWISE_CONV_2D, version: 6", options: "", type: "FLOAT32",
        input: "",
        output: "", weightShape: "[1, 2, 2, 2]", axis: 3, inputs: "[0, 1]"),
      "weights in tensor 1 (w): operator 0 (DEPTHWISE_CONV_2D) computes in floats and needs per-channel "
        + "scales"),
  ])
  func leavesAlone(_ miss: NearMiss) throws {
    let file = try miss.model.file
    let result = try RewrittenModel(file, PerTensorWeights())
    #expect(result.reasons == [miss.reason])
    #expect(result.runner.steps.isEmpty)
    #expect(try result.inspected == RewrittenModel.inspected(file))
  }

  @Test(arguments: [
    ("a scale for the whole tensor", MatrixModel(scales: "[0.5]", zeroPoints: "[0]")),
    ("fewer scales than channels", MatrixModel(scales: "[0.5, 1, 2]", zeroPoints: "[0, 0, 0]")),
    ("no inputs at all", MatrixModel(inputs: "[]")),
    ("weights left out", MatrixModel(inputs: "[0, -1, 2]")),
    ("another operator", MatrixModel(code: "builtin_code: ADD")),
  ])
  func saysNothingOf(_ why: String, _ model: MatrixModel) throws {
    let result = try RewrittenModel(model.file, PerTensorWeights())
    #expect(result.reasons.isEmpty && result.runner.steps.isEmpty, "\(why)")
  }

  @Test func refusesABiasThatWouldNotFit() throws {
    // The scale becomes finer than that of the second channel, and its bias code greater.
    let model = MatrixModel(
      scales: "[0.001, 1]", weights: [127, 0, 0, 0, 1, 0, 0, 0], bias: [1, .max])
    let result = try RewrittenModel(model.file, PerTensorWeights())
    #expect(result.runner.steps.isEmpty)
    #expect(
      result.reasons.count == 1 && result.reasons[0].hasSuffix(", which does not fit in 32 bits"))
  }

  @Test func copiesABiasThatSomethingElseReads() throws {
    let model = MatrixModel(
      more: ", {opcode_index: 1, inputs: [2], outputs: [4]}", moreCodes: Self.relu)
    let after = Model(file: try RewrittenModel(model.file, PerTensorWeights()).after)
    let operators = after.subgraphs[0].operators
    #expect(operators[0].inputs.map(\.rawValue) == [0, 1, 5])
    #expect(operators[1].inputs.map(\.rawValue) == [2])
    #expect(after.integers(2) == [1000, -2001] && after.integers(5) == [1000, -1001])
    #expect(after.subgraphs[0].tensors[5].name?.text == "b_2")
  }

  @Test func changesWeightsOfTwoOperatorsOnce() throws {
    var model = MatrixModel()
    model.more = ", {opcode_index: 0, inputs: [0, 1, 2], outputs: [4], \(model.options)}"
    let result = try RewrittenModel(model.file, PerTensorWeights())
    let after = Model(file: result.after)
    #expect(result.runner.steps.count == 1)
    let inputs = after.subgraphs[0].operators.map { $0.inputs.map(\.rawValue) }
    #expect(inputs[0] == inputs[1] && inputs[0][1] == 1)
    #expect(after.integers(Int(inputs[0][2])) == [1000, -1001])
    #expect(after.codes(1) == [127, -127, 3, 0, 51, -64, 2, -1])
  }

  @Test(arguments: [
    ("CONV_2D", 5, "", 2), ("CONV_2D", 2, "", 2),
    (
      "FULLY_CONNECTED", 12,
      #"builtin_options_type: "FullyConnectedOptions", builtin_options: {},"#, 3
    ),
    (
      "FULLY_CONNECTED", 12,
      #"builtin_options_type: "FullyConnectedOptions", "#
        + "builtin_options: {asymmetric_quantize_inputs: true},", 9
    ),
  ])
  func anOperatorOfFloatsGetsTheVersionForOneScale(
    name: String, version: Int, options: String, expected: Int32
  ) throws {
    let model = MatrixModel(
      code: "builtin_code: \(name), version: \(version)", options: options, type: "FLOAT32",
      input: "", output: "", inputs: "[0, 1]")
    let after = Model(file: try RewrittenModel(model.file, PerTensorWeights()).after)
    #expect(after.subgraphs[0].operators[0].code.version == expected)
    #expect(after.operatorCodes.count == 1)
    #expect(after.scales(1) == [0.5])
  }

  @Test(arguments: ["digits_int8", "digits_dynamic", "outside_tables"])
  func changesNothingTheSecondTime(fixture: String) throws {
    let path = Places.fixture(fixture)
    let original = try Data(contentsOf: URL(filePath: path))
    let once = try RewrittenModel(ModelFile.open(FilePath(path)), PerTensorWeights())
    let twice = try RewrittenModel(once.after, PerTensorWeights())
    #expect(once.runner.steps.count == (fixture == "digits_dynamic" ? 11 : 22))
    #expect(twice.runner.steps.isEmpty && twice.reasons == once.reasons)
    #expect(try twice.inspected == once.inspected)
    #expect(try Data(contentsOf: URL(filePath: path)) == original)
  }

  // MARK: Layers that keep their scales

  private static func indices(_ text: String) throws -> KeptLayers {
    .operators(try OperatorIndices(text))
  }

  @Test func keepsTheLayersThatAreNamed() throws {
    let result = try RewrittenModel(
      MatrixModel().file, PerTensorWeights(keeping: Self.indices("0")))
    #expect(result.runner.steps.isEmpty)
    // As in `keepsTheLayersThatLoseTooMuch`.
    let reason =
      "weights in tensor 1 (w): kept per-channel, as asked; with one scale, channel 1 would have a "
      + "signal-to-noise ratio of 38.2 dB"
    #expect(result.reasons == [reason])
  }

  @Test(arguments: [
    ("1", "the model has no layer with per-channel weights at operator 1"),
    ("3-5", "the model has no layer with per-channel weights with indices 3-5"),
  ])
  func refusesToKeepWhatHasNoChannels(indices: String, words: String) throws {
    let file = try MatrixModel().file
    let error = #expect(throws: Diagnostic.self) {
      try RewrittenModel(file, PerTensorWeights(keeping: Self.indices(indices)))
    }
    #expect(error?.code == .noSuchPart && error?.what == words)
  }

  /// Weights that a layer to keep and another read: the other gets a copy.
  @Test func aLayerToKeepSharesItsWeights() throws {
    var model = MatrixModel()
    model.outputs = "[3, 4]"
    model.more = """
      , {opcode_index: 0, inputs: [0, 1, 2], outputs: [4], \(model.options)}
      """
    let after = Model(
      file: try RewrittenModel(model.file, PerTensorWeights(keeping: Self.indices("1"))).after)
    let ops = after.subgraphs[0].operators
    let (converted, kept) = (ops[0].inputs[1], ops[1].inputs[1])
    #expect(converted != kept)
    #expect(after.scales(Int(kept.rawValue)) == [0.5, 0.25])
    #expect(after.codes(Int(kept.rawValue)) == model.weights)
    #expect(after.scales(Int(converted.rawValue)) == [0.5])
  }

  /// Channel 1 has the weights 25.25, -31.75, 0.75 and -0.25, which become 25.5, -32, 1 and -0.5: the ratio is
  /// 10 log10(1646.25 / 0.25) = 38.19 dB.
  @Test(arguments: [(38.1, false), (38.3, true)])
  func keepsTheLayersThatLoseTooMuch(decibels: Double, isKept: Bool) throws {
    let result = try RewrittenModel(
      MatrixModel().file, PerTensorWeights(keeping: .below(decibels: decibels)))
    #expect(result.runner.steps.isEmpty == isKept)
    let reason =
      "weights in tensor 1 (w): kept per-channel: with one scale, channel 1 would have a "
      + "signal-to-noise ratio of 38.2 dB"
    #expect(result.reasons == (isKept ? [reason] : []))
  }
}
