import Foundation
import ModelFacts
import QuantMath
import TestSupport
import Testing

@testable import ModelFormat
@testable import Rewriting

/// Tensors that must have one scale, because an operator joins them.
@Suite struct GridGroupTests {
  /// A CONV_2D, a RELU and a constant whose codes an operator joins; an ABS reads the result.
  private static func joined(
    _ op: String, _ inputs: [Int], shape: [Int], more: String = "", second: String = "RELU"
  ) -> GridModel {
    GridModel(
      tensors: [
        .int8("x", 0.1, 3), .weights, .bias("b", 0.1), .int8("y", 0.2, 5), .int8("z", 0.2, 5),
        .int8("c", 0.2, 5, ", buffer: 1"),
        .of(
          "name: \"j\", type: \"INT8\", shape: \(shape), quantization: {scale: [0.2], zero_point: [5]}"
        ),
        .of(
          "name: \"o\", type: \"INT8\", shape: \(shape), quantization: {scale: [0.3], zero_point: [0]}"
        ),
      ],
      operators: [
        (
          "CONV_2D", [0, 1, 2], [3],
          ", builtin_options_type: \"Conv2DOptions\", builtin_options: {stride_w: 1, stride_h: 1}"
        ), (second, [0], [4], ""), (op, inputs, [6], more), ("ABS", [6], [7], ""),
      ])
  }

  private static let concatenation = joined(
    "CONCATENATION", [3, 4, 5], shape: [1, 2, 2, 12],
    more: ", builtin_options_type: \"ConcatenationOptions\", builtin_options: {axis: 3}")

  /// What LiteRT computes moves by no more than the largest of the certificates.
  @Test(arguments: [
    concatenation,
    joined(
      "PACK", [5, 3, 4], shape: [3, 1, 2, 2, 4],
      more: ", builtin_options_type: \"PackOptions\", builtin_options: {values_count: 3, axis: 0}"),
    joined("MAXIMUM", [3, 5], shape: [1, 2, 2, 4]),
    joined("MINIMUM", [3, 4], shape: [1, 2, 2, 4]),
  ])
  func allOfThemChange(model: GridModel) throws {
    let run = try PassRun(
      SetQuantization(.name("y"), scale: 0.15, zeroPoint: -7), onJSON: model.json)
    let (before, after) = (run.before.subgraphs[0], run.after.subgraphs[0])
    let reads = Set(after.operators[2].inputs.map(\.position) + [6])
    for (old, new) in zip(before.tensors, after.tensors) {
      let isJoined = reads.contains(old.index.position)
      #expect(new.quantization?.scales == (isJoined ? [0.15] : old.quantization?.scales))
      #expect(new.quantization?.zeroPoints == (isJoined ? [-7] : old.quantization?.zeroPoints))
    }
    var bound = 0.0
    for step in run.runner.steps {
      bound = max(bound, 0.2 * (try #require(step.certificate.maxErrorCodes)))
    }
    let found = try differences(run, since: model)
    // The ABS rounds to steps of 0.3, twice.
    #expect(found.allSatisfy { $0.difference <= bound + 0.3001 && $0.largest > 10 }, "\(found)")
  }

  @Test func everyTensorAndConstantHasItsCertificate() throws {
    let run = try PassRun(
      SetQuantization(.name("z"), scale: 0.15, zeroPoint: -7), onJSON: Self.concatenation.json)
    #expect(
      run.runner.steps.map(\.change.detail) == [
        "tensor 4 (z): scale 0.2 -> 0.15, zero point 5 -> -7; 2 other tensors with the same codes changed too; "
          + "1 constant requantized",
        "tensor 3 (y): the same as tensor 4 (z): both must share scale and zero point",
        "tensor 5 (c): requantized like tensor 4 (z): both must share scale and zero point",
      ])
    // Codes 1...16 are -0.8...2.2; on steps of 0.15 from -7 they are -12.33, -11, ..., 7.67, rounded.
    let constant = try #require(run.after.subgraphs[0].tensors[5].data)
    #expect(
      Array(constant.scalars(of: Int8.self)) == [
        -12, -11, -10, -8, -7, -6, -4, -3, -2, 0, 1, 2, 4, 5, 6, 8,
      ])
    guard case .bound(let bound) = run.runner.steps[2].certificate else {
      Issue.record("no bound")
      return
    }
    // A third of the new step is the farthest: 0.05.
    #expect(bound.basis == .computed)
    #expect(abs((bound.maxErrorCodes ?? 0) - 0.25) < 1e-6)
    #expect(abs((bound.maxErrorNewSteps ?? 0) - 1 / 3.0) < 1e-6)
  }

  /// A constant that another operator reads too keeps its codes there.
  @Test func aSharedConstantIsCopied() throws {
    var model = Self.concatenation
    model.tensors.append(.int8("p", 0.3, 0))
    model.operators.append(("ABS", [5], [8], ""))
    model.outputs = [7, 8]
    let run = try PassRun(
      SetQuantization(.name("y"), scale: 0.15, zeroPoint: -7), onJSON: model.json)
    let after = run.after.subgraphs[0]
    #expect(after.tensors[5].quantization?.scales == [0.2])
    #expect(after.tensors[5].data.map { Array($0.scalars(of: Int8.self)) } == Array(1...16))
    #expect(after.operators[2].inputs[2] != after.operators[4].inputs[0])
    #expect(
      after.tensors[after.operators[2].inputs[2].position].quantization?.scales == [0.15])
  }

  /// The range that suits one operand may not suit the other.
  @Test func aHardSwishAmongThemStays() throws {
    let model = Self.joined("MAXIMUM", [3, 4], shape: [1, 2, 2, 4], second: "HARD_SWISH")
    let run = try PassRun(RequantizeHardSwish(.tight), onJSON: model.json)
    #expect(run.runner.steps.isEmpty)
    #expect(
      run.reasons == ["tensor 3 (y) shares its scale, and can hold values outside the new range"])
  }

  /// What carries a tensor does not have a scale of its own: the tensor that is computed changes.
  @Test func whatIsCarriedChangesItsSource() throws {
    let model = GridModel(
      tensors: [.int8("x", 0.1, 3), .int8("y", 0.2, 5), .int8("r", 0.2, 5), .int8("o", 0.3, 0)],
      operators: [("ABS", [0], [1], ""), ("RESHAPE", [1], [2], ""), ("ABS", [2], [3], "")])
    let run = try PassRun(
      SetQuantization(.name("r"), scale: 0.15, zeroPoint: -7), onJSON: model.json)
    #expect(
      run.runner.steps.map(\.change.detail) == [
        "tensor 1 (y): scale 0.2 -> 0.15, zero point 5 -> -7; 1 other tensor with the same codes changed too"
      ])
    #expect(run.after.subgraphs[0].tensors[1].quantization?.scales == [0.15])
    #expect(run.after.subgraphs[0].tensors[2].quantization?.scales == [0.15])
  }

  /// Two convolutions in int16 with a bias of 64 bits, joined.
  @Test func int16KeepsItsZeroPoint() throws {
    let bias = GridModel.Tensor.of(
      """
      name: "b", type: "INT64", shape: [4], buffer: 2,
      quantization: {scale: [0.0005, 0.00025, 0.000125, 0.0000625], zero_point: [0, 0, 0, 0]}
      """)
    func wide(_ name: String, _ scale: Float, _ channels: Int = 4) -> GridModel.Tensor {
      .of(
        "name: \"\(name)\", type: \"INT16\", shape: [1, 2, 2, \(channels)], "
          + "quantization: {scale: [\(scale)], zero_point: [0]}")
    }
    let options =
      ", builtin_options_type: \"Conv2DOptions\", builtin_options: {stride_w: 1, stride_h: 1}"
    var model = GridModel(
      tensors: [
        wide("x", 0.000_01), .weights, bias, wide("y", 0.002), wide("z", 0.002),
        wide("j", 0.002, 8),
        wide("o", 0.003, 8),
      ],
      operators: [
        ("CONV_2D", [0, 1, 2], [3], options), ("CONV_2D", [3, 1, 2], [4], options),
        (
          "CONCATENATION", [3, 4], [5],
          ", builtin_options_type: \"ConcatenationOptions\", builtin_options: {axis: 3}"
        ), ("ABS", [5], [6], ""),
      ])
    // 64-bit numbers 7, -900, 100,000 and -3 in halves.
    model.bias = [7, 0, -900, -1, 100_000, 0, -3, -1]
    let run = try PassRun(
      SetQuantization(.name("y"), scale: 0.0025, zeroPoint: 0), onJSON: model.json)
    let after = run.after.subgraphs[0]
    #expect([3, 4, 5].allSatisfy { after.tensors[$0].quantization?.scales == [0.0025] })
    // The second convolution reads `y`, so its bias is rescaled by 0.002 / 0.0025.
    let biases = [0, 1].map { after.tensors[after.operators[$0].inputs[2].position].data }
    #expect(biases[0].map { Array($0.scalars(of: Int64.self)) } == [7, -900, 100_000, -3])
    #expect(biases[1].map { Array($0.scalars(of: Int64.self)) } == [6, -720, 80_000, -2])
    let found = try differences(run, since: model)
    // Half of both steps is 0.00225. What it does to `y`, the second convolution multiplies by up to 6.5; then `z` and
    // `o` are rounded to their steps.
    #expect(
      found.allSatisfy { $0.difference < 7.5 * 0.00225 + 0.003 && $0.largest > 5 }, "\(found)")
    do {
      _ = try PassRun(SetQuantization(.name("y"), scale: 0.0025, zeroPoint: 1), onJSON: model.json)
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(
        error.what
          == "it cannot have this scale and zero point: the zero point would be 1; that of an INT16 tensor must be 0"
      )
    }
  }

  /// Measured with ai-edge-litert 2.3.0: an INT16 LOGISTIC is right up to an input scale of 4 and wrong by 1 at 6.
  @Test func aWideTableHasALimit() throws {
    let model = GridModel(
      tensors: ["x", "y", "o"].map { name in
        .of(
          "name: \"\(name)\", type: \"INT16\", shape: [4], "
            + "quantization: {scale: [\(name == "o" ? 1 / 32768.0 : 0.1)], zero_point: [0]}")
      }, operators: [("ABS", [0], [1], ""), ("LOGISTIC", [1], [2], "")])
    _ = try PassRun(SetQuantization(.name("y"), scale: 4, zeroPoint: 0), onJSON: model.json)
    do {
      _ = try PassRun(SetQuantization(.name("y"), scale: 4.5, zeroPoint: 0), onJSON: model.json)
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(
        error.what.hasSuffix(
          "(LOGISTIC): the input scale would be 4.5; that of its INT16 kernel must be at most 4"))
    }
  }

  /// A chain of joins costs what its operators are.
  @Test(.timeLimit(.minutes(2))) func manyJoinsCostWhatTheyAre() throws {
    let count = 20_000
    var model = GridModel(tensors: [.int8("x", 0.2, 5), .int8("j0", 0.2, 5)], operators: [])
    model.operators.append(("ABS", [0], [1], ""))
    for i in 1...count {
      model.tensors.append(.int8("j\(i)", 0.2, 5))
      model.operators.append(("MAXIMUM", [i, i], [i + 1], ""))
    }
    let file = try ModelFile(bytes: Flatc.model(model.json))
    let draft = Draft(try EditableModel(file), as: Model(file: file))
    let group = try #require(
      GridGroup(of: TensorIndex(rawValue: Int32(count / 2)), in: 0, of: draft))
    #expect(group.tensors.count == count + 1 && group.sources == [TensorIndex(rawValue: 1)])
  }

  /// Outputs that one CONCATENATION joins are found to share a scale once, not again for each.
  @Test(.timeLimit(.minutes(2))) func manySitesOfOneJoinCostWhatTheyAre() throws {
    let count = 4_000
    var model = GridModel(tensors: [.int8("x", 0.2, 5)], operators: [])
    for i in 1...count {
      model.tensors.append(.int8("h\(i)", 0.1, -100))
      model.operators.append(("HARD_SWISH", [0], [i], ""))
    }
    model.tensors.append(.int8("y", 0.1, -100))
    model.operators.append(("CONCATENATION", Array(1...count), [count + 1], ""))
    let file = try ModelFile(bytes: Flatc.model(model.json))
    var draft = Draft(try EditableModel(file), as: Model(file: file))
    let outcome = try RequantizeHardSwish(.tight).run(on: &draft)
    #expect(outcome.changes.isEmpty && outcome.leftAlone.count == count)
    #expect(outcome.leftAlone.allSatisfy { $0.reason.contains("shares its scale") })
  }

  /// The largest difference between both models' outputs and the largest output, for each kind of kernels.
  private func differences(
    _ run: PassRun, since model: GridModel
  ) throws -> [(difference: Double, largest: Double)] {
    try Places.withTemporaryFolder { folder in
      let (old, new) = (folder.appending(path: "old"), folder.appending(path: "new"))
      try Data(Flatc.model(model.json)).write(to: old)
      try run.write(to: new)
      let outcome = try RuntimeOracle.run("compare_outputs.py", [old.path, new.path])
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let lines = outcome.text.split(separator: "\n")
      try #require(lines.count == 2)
      return lines.map { line in
        let numbers = line.split(separator: " ").compactMap { Double($0) }
        return (numbers[0], numbers[1])
      }
    }
  }
}
