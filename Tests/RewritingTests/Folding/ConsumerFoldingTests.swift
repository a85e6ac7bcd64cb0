import Foundation
import ModelFacts
import ModelFormat
import QuantMath
import TestSupport
import Testing

@testable import Rewriting

@Suite struct ConsumerFoldingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let tensors: [GridModel.Tensor]
    let operators: [GridModel.Step]
    /// The scales of each tensor afterwards, or the reason against it.
    var scales: [[Float]] = []
    var reason = ""

    /// Tensor 0 is `x`, operator 0 an ABS from it to tensor 1, `y`, which takes the factor.
    var model: GridModel {
      GridModel(
        tensors: [.int8("x", 0.1, 3), .int8("y", 0.5, 0)] + tensors,
        operators: [("ABS", [0], [1], "")] + operators)
    }
  }

  private static let divided: [Float] = [0.5 / 6, 0.25 / 6, 0.125 / 6, 0.0625 / 6]
  private static let products = divided.map { 3 * $0 }

  @Test(arguments: [
    Case(
      testDescription: "a convolution takes the factor back",
      tensors: [.weights, .bias("b", 0.5), .int8("o", 0.3, 0)],
      operators: [("CONV_2D", [1, 2, 3], [4], "")],
      scales: [[0.1], [3], divided, products, [0.3]]),
    Case(
      testDescription: "so it does behind a RESHAPE and a MEAN",
      tensors: [.int8("r", 0.5, 0), .int8("m", 0.25, 0), .weights, .int8("o", 0.3, 0)],
      operators: [
        ("RESHAPE", [1], [2], ""), ("MEAN", [2], [3], ""), ("CONV_2D", [3, 4], [5], ""),
      ],
      scales: [[0.1], [3], [3], [1.5], divided, [0.3]]),
    Case(
      testDescription: "a gate passes it on",
      tensors: [.int8("g", 0.25, 0), .weights, .int8("o", 0.3, 0)],
      operators: [("MUL", [1, 0], [2], ""), ("CONV_2D", [2, 3], [4], "")],
      scales: [[0.1], [3], [1.5], divided, [0.3]]),
    Case(
      testDescription: "weights that others read are copied",
      tensors: [.weights, .bias("b", 0.5), .int8("p", 0.3, 0), .int8("o", 0.3, 0)],
      operators: [("CONV_2D", [1, 2, 3], [4], ""), ("CONV_2D", [0, 2, 3], [5], "")],
      scales: [
        [0.1], [3], [0.5, 0.25, 0.125, 0.0625], [0.25, 0.125, 0.0625, 0.03125], [0.3], [0.3],
        divided, products,
      ]),
    Case(
      testDescription: "an ADD does not", tensors: [.int8("o", 0.3, 0)],
      operators: [("ADD", [1, 0], [2], "")],
      reason: "operator 1 (ADD) is not linear in it, or has no weights to absorb the factor"),
    Case(
      testDescription: "nor a HARD_SWISH", tensors: [.int8("o", 0.3, 0)],
      operators: [("HARD_SWISH", [1], [2], "")],
      reason: "operator 1 (HARD_SWISH) is not linear in it, or has no weights to absorb the factor"),
    Case(
      testDescription: "nor a CONCATENATION", tensors: [.int8("o", 0.5, 0)],
      operators: [("CONCATENATION", [1, 0], [2], "")],
      reason:
        "operator 1 (CONCATENATION) needs the same scale and zero point for all inputs and outputs"),
    Case(
      testDescription: "a square is no product with something else",
      tensors: [.int8("q", 0.3, 0), .weights, .int8("o", 0.3, 0)],
      operators: [("MUL", [1, 1], [2], ""), ("CONV_2D", [2, 3], [4], "")],
      reason: "operator 1 (MUL) multiplies it by itself"),
    Case(
      testDescription: "nor is a product with its own copy",
      tensors: [.int8("r", 0.5, 0), .int8("q", 0.3, 0), .weights, .int8("o", 0.3, 0)],
      operators: [
        ("RESHAPE", [1], [2], ""), ("MUL", [1, 2], [3], ""), ("CONV_2D", [3, 4], [5], ""),
      ],
      reason: "operator 2 (MUL) multiplies it by itself"),
    Case(
      testDescription: "a clamp at 6 would be one at 1",
      tensors: [
        .int8("r", 0.5, 0), .weights, .int8("o", 0.3, 0),
      ],
      operators: [
        (
          "MAX_POOL_2D", [1], [2],
          """
          , builtin_options_type: "Pool2DOptions",
          builtin_options: {fused_activation_function: "RELU6"}
          """
        ), ("CONV_2D", [2, 3], [4], ""),
      ],
      reason: "operator 1 (MAX_POOL_2D) clamps its result, by RELU6"),
    Case(
      testDescription: "callers read what carries it", tensors: [.int8("r", 0.5, 0)],
      operators: [("RESHAPE", [1], [2], "")],
      reason: "tensor 2 (r) is not an intermediate tensor"),
    Case(
      testDescription: "weights that are no constant",
      tensors: [.int8("w", 0.5, 0), .int8("o", 0.3, 0)],
      operators: [("ABS", [0], [2], ""), ("CONV_2D", [1, 2], [3], "")],
      reason: "the weights of operator 2 (CONV_2D) are not a quantized constant"),
    Case(
      testDescription: "weights without scales",
      tensors: [
        .of("name: \"w\", type: \"INT8\", shape: [4, 1, 1, 4], buffer: 1"), .int8("o", 1, 0),
      ],
      operators: [("CONV_2D", [1, 2], [3], "")],
      reason: "the weights of operator 1 (CONV_2D) have no scales"),
    Case(
      testDescription: "weights too fine to shrink",
      tensors: [
        .of(
          "name: \"w\", type: \"INT8\", shape: [4, 1, 1, 4], buffer: 1, "
            + "quantization: {scale: [2e-38], zero_point: [0]}"), .int8("o", 1, 0),
      ],
      operators: [("CONV_2D", [1, 2], [3], "")],
      reason:
        "a scale of the weights of operator 1 (CONV_2D) is not a positive number that can change"
    ),
    Case(
      testDescription: "nothing reads it", tensors: [.int8("o", 0.3, 0)],
      operators: [("ABS", [0], [2], "")], reason: "its output has no consumer"),
  ])
  func foldsOrSaysWhyNot(_ c: Case) throws {
    let tensor = TensorIndex(rawValue: 1)
    let file = try ModelFile(bytes: Flatc.model(c.model.json))
    var draft = Draft(try EditableModel(file), as: Model(file: file))
    let obstacle = draft.obstacleToFolding(intoReadersOf: tensor, in: 0)
    #expect(obstacle == (c.reason.isEmpty ? nil : c.reason))
    guard c.reason.isEmpty else {
      let refused = #expect(throws: Reason.self) { try draft.fold(intoReadersOf: tensor, in: 0) }
      #expect(refused?.words == c.reason)
      return
    }
    try draft.fold(intoReadersOf: tensor, in: 0)
    _ = try draft.sweep()
    let after = Model(file: try ModelFile(draft.whole))
    #expect(after.subgraphs[0].tensors.map { $0.quantization?.scales ?? [] } == c.scales)
    // No integer has changed, and none is stored twice.
    #expect(after.buffers.count == Model(file: file).buffers.count)
    for (old, new) in zip(Model(file: file).subgraphs[0].operators, after.subgraphs[0].operators) {
      for (a, b) in zip(old.inputs, new.inputs) {
        let (x, y) = (
          Model(file: file).subgraphs[0].tensors[a.position], after.subgraphs[0].tensors[b.position]
        )
        #expect(
          x.data.map { Array($0.scalars(of: UInt8.self)) }
            == y.data.map { Array($0.scalars(of: UInt8.self)) })
      }
    }
  }

  /// The readers of folded sites of the digits model, run alone on random codes before and after.
  @Test func theRuntimeGivesTheSameCodesButForAFew() throws {
    let file = try ModelFile.open(FilePath(Places.fixture("digits_int8")))
    var draft = Draft(try EditableModel(file), as: Model(file: file))
    var folded = 0
    for op in Model(file: file).subgraphs[0].operators where op.builtin == .hardSwish {
      if draft.obstacleToFolding(intoReadersOf: op.outputs[0], in: 0) == nil {
        try draft.fold(intoReadersOf: op.outputs[0], in: 0)
        folded += 1
      }
    }
    #expect(folded >= 5, "of 11 sites")
    _ = try draft.sweep()
    let outcome = try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "new.tflite")
      let output = try OutputFile(FilePath(path.path), from: file, replacing: false)
      try ModelWriter(draft.whole).write(to: output)
      return try RuntimeOracle.run(
        "check_folded.py", [Places.fixture("digits_int8"), path.path])
    }
    print("folded \(folded) of 11 sites; \(outcome.text)")
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
  }

  /// The split that needs it, on a whole network.
  @Test func aFoldedSplitKeepsTheAccuracy() throws {
    let run = try PassRun(SplitHardSwish(.strategy(.relu6Folded)), on: "digits_int8")
    #expect(run.runner.steps.count == 10)
    let outcome = try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "new.tflite")
      try run.write(to: path)
      let images = Places.fixtures.appending(path: "digits_test.npz").path
      return try RuntimeOracle.run(
        "count_right.py", [images, Places.fixture("digits_int8"), path.path])
    }
    let right = outcome.text.split(separator: "\n").compactMap { Int($0) }
    try #require(right.count == 2, "\(outcome.text)\(outcome.errorText)")
    print("relu6-folded: \(right[0]) -> \(right[1]) of 450 digits")
    #expect(right[1] >= right[0] - 1)
  }
}
