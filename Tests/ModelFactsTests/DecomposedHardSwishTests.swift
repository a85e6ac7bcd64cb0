import Foundation
import ModelFacts
import ModelFormat
import TestSupport
import Testing

@Suite struct DecomposedHardSwishTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let form: DecomposedHardSwish.Form
    let operators: [Int]
    var testDescription: String { name }
  }

  /// What the converter left in each is listed in FIXTURES.md.
  @Test(arguments: [
    Case(name: "decomposed_sixth_of_input", form: .onInput, operators: [1, 2, 3]),
    Case(name: "decomposed_scaled_gate", form: .onRelu6, operators: [1, 2, 3]),
    Case(name: "decomposed_folded", form: .inConsumers, operators: [1, 2]),
    Case(name: "decomposed_vector_sixth", form: .onProduct, operators: [1, 2, 3]),
    Case(name: "decomposed_clip", form: .insideClip, operators: [1, 2, 3, 4, 5]),
    Case(name: "decomposed_division", form: .onProduct, operators: [1, 2, 3]),
  ])
  func findsEachSpelling(_ c: Case) throws {
    for type in ["int8", "float32"] {
      let found = try survey("\(c.name)_\(type)").decomposed
      #expect(found.map(\.form) == [c.form], "\(type)")
      #expect(found.map(\.operators) == [c.operators], "\(type)")
    }
  }

  @Test func findsItThroughRangesThatACalibratorGotWrong() throws {
    #expect(try survey("decomposed_wrong_ranges_int8").decomposed.count == 1)
  }

  @Test(arguments: ["near_miss_channel_gate", "near_miss_spatial_gate", "near_miss_slope"])
  func leavesNearMissesAlone(_ name: String) throws {
    for type in ["int8", "float32"] {
      #expect(try survey("\(name)_\(type)").decomposed.isEmpty, "\(type)")
    }
  }

  @Test func leavesTheGatesOfANetworkAlone() throws {
    // Squeeze-excite gates are hard-sigmoids, and the hard-swishes are operators already.
    #expect(try survey("digits_int8").decomposed.isEmpty)
  }

  /// The functions are the same, worked out by hand.
  @Test(arguments: ElementwiseGraph.Spelling.allCases)
  func findsRareSpellings(_ spelling: ElementwiseGraph.Spelling) throws {
    for isFloat in [false, true] {
      let json = ElementwiseGraph.json(spelling, isFloat: isFloat)
      let found = try survey(json: json).decomposed
      #expect(found.map(\.input.rawValue) == [0] && found.map(\.output.rawValue) == [1])
      #expect(found.map(\.form) == [spelling == .sum ? .onSum : .onRelu6])
      let then: ActivationFunction =
        switch spelling {
        case .reluOnCodes: .relu
        case .relu6: .relu6
        default: .none
        }
      #expect(found.map(\.activation) == [then])
    }
  }

  /// A bound of 9 steps of 0.11752768 is 1.0577, not 1: `x * clip(x/6 + 1/2, 0, 1.058)`.
  @Test(.enabled(if: Places.corpus != nil, "the folder of cases is absent"))
  func tellsOfABoundThatWasRounded() throws {
    let path = try #require(Places.corpus)
      .appending(path: "../cases/real/rep/minmax_i8io.tflite").standardized.path
    let found = HardSwishSurvey(Model(file: try ModelFile.open(FilePath(path))))
    #expect(found.decomposed.map(\.operators) == [[1, 2, 3, 4], [6, 7, 8, 9], [17, 18, 19, 20]])
    #expect(found.nearMisses.map(\.operators) == [[11, 12, 13, 14]])
    let miss = try #require(found.nearMisses.first)
    #expect(abs(miss.high - 9 * 0.11752768) < 0.01 && abs(miss.low) < 0.01)
    #expect(abs(miss.offset - 0.5) < 0.01)
  }

  @Test func hasNoNearMissAmongGatesOfAnotherKind() throws {
    for name in ["near_miss_channel_gate_int8", "near_miss_slope_int8", "digits_int8"] {
      #expect(try survey(name).nearMisses.isEmpty, "\(name)")
    }
  }

  private func survey(json: String) throws -> HardSwishSurvey {
    HardSwishSurvey(Model(file: try ModelFile(bytes: try Flatc.model(json))))
  }

  @Test func namesInputAndResult() throws {
    let found = try #require(try survey("decomposed_folded_int8").decomposed.first)
    #expect((found.input.rawValue, found.output.rawValue) == (6, 8))
  }

  /// Built by hand: what no converter of ours leaves, but the function is the same.
  @Test(
    arguments: [
      ("RELU6 of its own", "ADD", "NONE", "RELU6", true),
      ("RELU6 fused", "ADD", "RELU6", nil, true),
      ("no RELU6 anywhere", "ADD", "NONE", nil, false),
      ("RELU instead", "ADD", "NONE", "RELU", false),
      ("RELU6 of x - 3", "SUB", "RELU6", nil, false),
    ] as [(String, String, String, String?, Bool)])
  func judgesFloatSpellings(
    why: String, sum: String, fused: String, relu: String?, isFound: Bool
  ) throws {
    let step = relu.map { _ in "{opcode_index: 3, inputs: [2], outputs: [3]}," } ?? ""
    let gate = relu == nil ? 2 : 3
    // 3.0 and 1/6 as little-endian float32.
    let bytes = try Flatc.model(
      """
      {version: 3,
       operator_codes: [{builtin_code: "\(sum)"}, {builtin_code: "MUL"}, {builtin_code: "MUL"},
                        {builtin_code: "\(relu ?? "RELU6")"}],
       buffers: [{}, {data: [0, 0, 64, 64]}, {data: [171, 170, 42, 62]}],
       subgraphs: [{inputs: [0], outputs: [6], tensors: [
         {shape: [4]}, {shape: [1], buffer: 1}, {shape: [4]}, {shape: [4]}, {shape: [4]},
         {shape: [1], buffer: 2}, {shape: [4]}],
        operators: [
         {opcode_index: 0, inputs: [0, 1], outputs: [2], builtin_options_type: "\(sum.capitalized)Options",
          builtin_options: {fused_activation_function: "\(fused)"}}, \(step)
         {opcode_index: 1, inputs: [\(gate), 0], outputs: [4]},
         {opcode_index: 1, inputs: [5, 4], outputs: [6]}]}]}
      """)
    let survey = HardSwishSurvey(Model(file: try ModelFile(bytes: bytes)))
    #expect(survey.decomposed.map(\.form) == (isFound ? [.onProduct] : []), "\(why)")
  }

  /// Both models spell 19 of them; in one the RELU6 is left to output grids of about [0, 6].
  @Test(
    .enabled(if: Places.corpus != nil, "the folder of real models is absent"),
    arguments: ["model_mnist", "model_mnist_46974e"])
  func findsThemWhereTheGridIsTheClamp(_ name: String) throws {
    let corpus = try #require(Places.corpus)
    let file = "quantized-mobilenetv3-mnist-android__\(name).tflite"
    let path = corpus.appending(path: file).path
    let model = Model(file: try ModelFile.open(FilePath(path)))
    #expect(HardSwishSurvey(model).decomposed.count == 19)
  }

  private func survey(_ name: String) throws -> HardSwishSurvey {
    HardSwishSurvey(Model(file: try ModelFile.open(FilePath(Places.fixture(name)))))
  }
}
