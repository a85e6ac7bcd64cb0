import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

/// Bounds worked out by hand, each for a new output scale of 0.2 instead of 0.1 that clamps at other
/// ends; `check_bounds.py` holds them to LiteRT.
@Suite struct ExactResultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let model: GridModel
    /// In steps of the old scale; nil for none.
    let most: Double?
    var reason = ""
  }

  private static let (input, output) = (
    GridModel.Tensor.int8("x", 0.25, -28), GridModel.Tensor.int8("o", 0.1, 0)
  )
  private static let axes = GridModel.Tensor.of(
    "name: \"axes\", type: \"INT32\", shape: [2], buffer: 4")

  private static func model(
    _ op: String, _ more: [GridModel.Tensor], output: GridModel.Tensor = output,
    input: GridModel.Tensor = input, _ options: String = ""
  ) -> GridModel {
    let tensors = [input] + more + [output]
    return GridModel(
      tensors: tensors,
      operators: [
        (op, Array(0..<more.count + 1), [more.count + 1], options.isEmpty ? "" : ", \(options)")
      ], inputs: Array(0..<more.count + 1).filter { tensors[$0].json.contains("INT8") })
  }

  @Test(arguments: [
    // x is -25...38.75; the old output ends at 12.7, the new one at 25.4: 12.7 apart, which is 127
    // steps. Half of x is -12.5 at the least, which neither clamps. XNNPACK's multipliers of 8 bits
    // leave 0.5 + 157/512 + 1/256 codes; a kernel that rounds twice leaves a whole one, for factors of
    // 2.5 and 1.25: 127 + 1 + 2.
    Case(
      testDescription: "LEAKY_RELU",
      model: model(
        "LEAKY_RELU", [],
        "builtin_options_type: \"LeakyReluOptions\", builtin_options: {alpha: 0.5}"),
      most: 130),
    // Slopes are -1...0.9921875, and so nothing is past the ends of x itself. Rounding as above.
    Case(testDescription: "PRELU", model: model("PRELU", [.int8("a", 0.0078125, 0)]), most: 130),
    // A mean is no farther out than the values. Its kernel rounds twice, for factors of 2.5/4 and
    // 1.25/4, and the zero point's part once more: 127 + 1.5 + 2 x 1.5.
    Case(
      testDescription: "MEAN of heights and widths",
      model: model(
        "MEAN", [axes],
        output: .of(
          "name: \"o\", type: \"INT8\", shape: [1, 1, 1, 4], quantization: {scale: [0.1], zero_point: [0]}"
        ),
        "builtin_options_type: \"ReducerOptions\", builtin_options: {keep_dims: true}"),
      most: 131.5),
    Case(
      testDescription: "SUM of INT8", model: model("SUM", [axes]), most: nil,
      reason: "the reference kernel of SUM reads INT8 as if it were UINT8"),
    // Four products of -25 x -1 or 38.75 x -1 are past all ends, of which the lower ones are 12.8 apart.
    // Factors of 0.0195 and 0.0098 have 5 and 6 places: 128 + 0.5 + 1/32 + 2 x (0.5 + 1/64).
    Case(
      testDescription: "BATCH_MATMUL",
      model: model("BATCH_MATMUL", [.int8("b", 0.0078125, 0)]), most: 129.5625),
    Case(
      testDescription: "an operator that is not known", model: model("ABS", []), most: nil,
      reason: "tflens does not model the kernels of ABS"),
  ])
  func isWhatItsArithmeticSays(_ c: Case) throws {
    let json = c.model.json.replacingOccurrences(
      of: "{data: [1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0]}",
      with: "{}, {data: [1, 0, 0, 0, 2, 0, 0, 0]}")
    let run = try PassRun(SetQuantization(.name("o"), scale: 0.2, zeroPoint: 0), onJSON: json)
    guard case .bound(let bound)? = run.runner.steps.first?.certificate else {
      Issue.record("no bound")
      return
    }
    guard let most = c.most else {
      #expect(bound.basis == .none && bound.reason == c.reason)
      return
    }
    let found = try #require(bound.maxErrorCodes)
    #expect(abs(found - most) < 0.05 && bound.basis == .bounded, "\(found): \(bound.reason)")
    #expect(abs((bound.maxErrorNewSteps ?? 0) - found / 2) < 0.001)
  }
}
