import ModelFacts
import ModelFormat
import Testing

@Suite struct HardSwishVerdictTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (inout ConvThenHardSwish) -> Void
    let answer: HardSwishVerdict.Answer
    let reasons: [String]

    init(
      _ why: String, _ answer: HardSwishVerdict.Answer, _ reasons: [String] = [],
      _ change: @escaping @Sendable (inout ConvThenHardSwish) -> Void
    ) {
      (testDescription, self.answer, self.reasons, self.change) = (why, answer, reasons, change)
    }
  }

  private static let two: @Sendable ([Float], [Int64]) -> String = {
    ConvThenHardSwish.quantization($0, $1, axis: 3)
  }
  private static let one = ConvThenHardSwish.quantization

  @Test(arguments: [
    Case("the well-made model", .confirmed) { _ in },
    Case(
      "weights with one scale", .confirmedPerTensorWeights,
      [
        "the weights of operator 0 (CONV_2D) have one scale for all channels"
      ]
    ) {
      $0.weights = one([0.5], [0], 0)
      $0.bias = one([0.01], [0], 0)
    },
    Case(
      "output with a scale a channel", .refuted,
      [
        "the output has 2 scales; it must have one"
      ]
    ) { $0.output = two([0.03, 0.04], [-116, -116]) },
    Case(
      "input with a scale a channel", .refuted,
      [
        "the input has 2 scales; it must have one"
      ]
    ) { $0.middle = two([0.05, 0.06], [-4, -4]) },
    Case(
      "asymmetric weights", .refuted,
      [
        "the weights of operator 0 (CONV_2D) have the zero point 5 in channel 1; it must be 0"
      ]
    ) { $0.weights = one([0.5, 0.25], [0, 5], 0) },
    Case(
      "bias scale off in one channel", .refuted,
      [
        "the bias scale of operator 0 (CONV_2D) is 0.006 in channel 1; "
          + "input scale x weight scale is 0.005"
      ]
    ) { $0.bias = one([Float(0.02) * 0.5, 0.006], [0, 0], 0) },
    Case("bias scale off, but the bias is 0", .confirmed) {
      $0.bias = one([1, 1], [0, 0], 0)
      $0.biasData = [0, 0, 0, 0, 0, 0, 0, 0]
    },
    Case("bias scale off by a rounding", .confirmed) {
      $0.bias = one([Float(0.02) * 0.5 * 1.000_009, Float(0.02) * 0.25], [0, 0], 0)
    },
    Case(
      "bias scale off by just more", .refuted,
      [
        "the bias scale of operator 0 (CONV_2D) is 0.01000011 in channel 0; "
          + "input scale x weight scale is 0.01"
      ]
    ) { $0.bias = one([Float(0.02) * 0.5 * 1.000_011, Float(0.02) * 0.25], [0, 0], 0) },
    Case("bias without a scale", .refuted, ["the bias of operator 0 (CONV_2D) has no scale"]) {
      $0.bias = ""
    },
    Case(
      "a ratio of exactly 128", .refuted,
      [
        "the runtime rejects the operator: the input scale must be less than 128 times "
          + "the output scale: input scale 1.0, output scale 0.0078125"
      ]
    ) {
      $0.middle = one([1], [0], 0)
      $0.output = one([0.0078125], [0], 0)
    },
    Case("a ratio just below 128", .confirmed) {
      $0.middle = one([Float(1).nextDown], [0], 0)
      $0.output = one([0.0078125], [0], 0)
    },
    Case(
      "input without a scale", .refuted,
      [
        "quantization is missing: the input is INT8 without a scale"
      ]
    ) { $0.middle = "" },
    Case(
      "output without a scale", .refuted,
      [
        "quantization is missing: the output is INT8 without a scale"
      ]
    ) { $0.output = "" },
    Case(
      "output with only the range that was seen", .refuted,
      [
        "quantization is missing: the output is INT8 without a scale"
      ]
    ) { $0.output = "quantization: {min: [-1], max: [1]}," },
    Case(
      "float output of an integer input", .refuted,
      [
        "quantization is missing: the output is FLOAT32"
      ]
    ) {
      $0.output = ""
      $0.outputType = "FLOAT32"
    },
    Case(
      "a scale without a zero point", .refuted,
      [
        "the output's quantization is malformed: 1 scale but 0 zero points"
      ]
    ) { $0.output = "quantization: {scale: [0.03]}," },
    Case(
      "weights without a scale", .refuted,
      [
        "quantization is missing: the weights of operator 0 (CONV_2D) are INT8 without a scale"
      ]
    ) { $0.weights = "" },
    Case(
      "weights with scales along the wrong axis", .confirmed,
      [
        "the weights of operator 0 (CONV_2D) are quantized along dimension 3; "
          + "the output channels are dimension 0"
      ]
    ) {
      $0.weightsShape = [2, 1, 1, 2]
      $0.weights = one([0.5, 0.25], [0, 0], 3)
    },
    Case(
      "weights with a count that is not the axis'", .refuted,
      [
        "the weights of operator 0 (CONV_2D) are malformed: "
          + "2 scales along dimension 0, which has size 3"
      ]
    ) { $0.weightsShape = [3, 1, 1, 1] },
    Case("depthwise weights have their channels last", .confirmed) {
      $0.op = "DEPTHWISE_CONV_2D"
      $0.weightsShape = [1, 1, 1, 2]
      $0.weights = one([0.5, 0.25], [0, 0], 3)
    },
    Case(
      "uint8 weights are asymmetric by design", .confirmedPerTensorWeights,
      [
        "the weights of operator 0 (CONV_2D) have one scale for all channels"
      ]
    ) {
      ($0.activationType, $0.weightsType) = ("UINT8", "UINT8")
      $0.weights = one([0.5], [131], 0)
      $0.bias = one([0.01], [0], 0)
    },
    Case("float throughout", .notQuantized, ["input and output are FLOAT32"]) {
      ($0.activationType, $0.weightsType) = ("FLOAT32", "FLOAT32")
      ($0.input, $0.weights, $0.bias, $0.middle, $0.output) = ("", "", "", "", "")
    },
    Case(
      "another kind of operator before it", .notApplicable,
      [
        "the input comes from operator 0 (ADD), which is not a matrix operator"
      ]
    ) { ($0.op, $0.inputs) = ("ADD", "[0, 1]") },
    Case("nothing before it", .notApplicable, ["the input is an input of the subgraph"]) {
      $0.op = "ADD"
      $0.between = "{opcode_index: 2, inputs: [0, 6], outputs: [5]},"
    },
    Case(
      "a refuted site without a matrix operator is refuted", .refuted,
      [
        "the output has 2 scales; it must have one"
      ]
    ) {
      ($0.op, $0.inputs) = ("ADD", "[0, 1]")
      $0.output = two([0.03, 0.04], [-116, -116])
    },
    Case(
      "int8 in, uint8 out", .refuted,
      [
        "the runtime rejects the operator: the tensors of the operator must have one element type: "
          + "int8 and uint8"
      ]
    ) { $0.outputType = "UINT8" },
    Case(
      "a zero point that no kernel takes", .refuted,
      [
        "the runtime rejects the operator: the zero point of a HARD_SWISH tensor must be in "
          + "-32768...32767: zero points -4 and 32768"
      ]
    ) { $0.output = one([0.03], [32768], 0) },
    Case(
      "int16, which LiteRT has no kernel for", .confirmed,
      [
        "LiteRT has no HARD_SWISH kernel for INT16"
      ]
    ) { $0.activationType = "INT16" },
    Case(
      "an output scale of 0 serves nothing", .refuted,
      ["the output's scale is 0.0; it must be a positive number"]
    ) { $0.output = one([0], [0], 0) },
    Case(
      "a negative input scale", .refuted,
      [
        "the input's scale is -0.05; it must be a positive number",
        "the bias scale of operator 0 (CONV_2D) is 1.0 in channel 0; "
          + "input scale x weight scale is 0.01",
      ]
    ) {
      $0.middle = one([-0.05], [0], 0)
      $0.bias = one([1, 1], [0, 0], 0)
    },
    Case(
      "a zero point past 32 bits is told as it is", .refuted,
      [
        "the runtime rejects the operator: the zero point of a HARD_SWISH tensor must be in "
          + "-32768...32767: zero points -4 and 99999999999"
      ]
    ) { $0.output = one([0.03], [99_999_999_999], 0) },
    Case(
      "blockwise weights are told, and refute nothing", .confirmed,
      ["the quantization of the weights of operator 0 (CONV_2D) is blockwise"]
    ) {
      $0.weights = """
        quantization: {details_type: "BlockwiseQuantization", \
        details: {scales: 1, zero_points: -1, block_size: 32}},
        """
    },
    Case("no bias at all", .confirmed) { $0.inputs = "[0, 1]" },
    Case("a bias that is left out", .confirmed) { $0.inputs = "[0, 1, -1]" },
    Case("a reshape in between", .confirmed) {
      $0.between = "{opcode_index: 2, inputs: [3, 6], outputs: [5]},"
    },
  ])
  func answers(_ c: Case) throws {
    var source = ConvThenHardSwish()
    c.change(&source)
    let survey = HardSwishSurvey(try source.model())
    let entry = try #require(survey.entries.first)
    #expect(entry.verdict.answer == c.answer)
    #expect(entry.verdict.reasons == c.reasons)
    // The weights alone may have another form than the check asks for.
    let checks = entry.checks
    let required = [
      checks.perTensorInput, checks.perTensorOutput, checks.symmetricWeights, checks.biasScale,
      checks.scaleRule,
    ]
    #expect(!required.contains(false) || c.answer == .refuted)
  }

  @Test func operatorWithoutTensorsIsRefuted() throws {
    var source = ConvThenHardSwish()
    source.between = "{opcode_index: 1},"
    let survey = HardSwishSurvey(try source.model())
    #expect(survey.entries.map(\.verdict.answer) == [.refuted, .notApplicable])
    #expect(survey.entries.first?.verdict.reasons == ["the operator has no input"])
  }
}
