import ModelFacts
import ModelFormat
import TestSupport
import Testing

@testable import Picturing

@Suite struct HardSwishAnswerTests {
  private func answer(_ fixture: String) throws -> HardSwishAnswer {
    let file = try ModelFile.open(FilePath(Places.fixture(fixture)))
    return HardSwishAnswer(HardSwishSurvey(Model(file: file)))
  }

  @Test(arguments: [
    ("digits_int8", "Yes", "For all 11 HARD_SWISH, the per-channel scales end"),
    ("digits_float32", "Not quantized", "computes all 11 HARD_SWISH in floating point"),
    ("decomposed_folded_int8", "No HARD_SWISH", "1 hard-swish decomposed"),
    ("near_miss_slope_int8", "No HARD_SWISH", "nothing to check"),
  ])
  func sayWhatIsSo(fixture: String, word: String, part: String) throws {
    let answer = try answer(fixture)
    #expect(answer.word == word)
    #expect(answer.sentence.contains(part))
  }

  /// Two scales at the output: what the question is about.
  @Test func severalOutputScalesAreNo() throws {
    let model = try Flatc.model(
      """
      {"version": 3,
       "operator_codes": [{"deprecated_builtin_code": 117, "builtin_code": "HARD_SWISH"}],
       "buffers": [{}],
       "subgraphs": [{"inputs": [0], "outputs": [1], "operators": [{"inputs": [0], "outputs": [1]}],
         "tensors": [
           {"shape": [1, 2], "type": "INT8", "quantization": {"scale": [0.1], "zero_point": [0]}},
           {"shape": [1, 2], "type": "INT8",
            "quantization": {"scale": [0.1, 0.2], "zero_point": [0, 0],
                             "quantized_dimension": 1}}]}]}
      """)
    let answer = HardSwishAnswer(HardSwishSurvey(Model(file: try ModelFile(bytes: model))))
    #expect((answer.tone, answer.word) == (.bad, "No"))
  }
}
