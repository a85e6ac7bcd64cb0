import Foundation
import ModelFormat
import TestSupport
import Testing

/// Costs in processor time of models with twice as many operators that share everything.
@Suite struct SharedPartsTests {
  /// Operators that share weights and bias; `channels` is what each would cost anew.
  private static func model(operators: Int, channels: Int) throws -> Data {
    let steps = (0..<operators).map { "{inputs: [0, 1, 2], outputs: [\(3 + $0)]}" }
    let outputs = (0..<operators).map { _ in
      "{type: \"INT8\", shape: [1, \(channels)], name: \"y\", quantization: {scale: [0.05], zero_point: [0]}}"
    }
    let scales = (0..<channels).map { "\(0.001 + Double($0) * 1e-6)" }.joined(separator: ", ")
    let zeros = Array(repeating: "0", count: channels).joined(separator: ", ")
    let data = Array(repeating: "1", count: channels).joined(separator: ", ")
    let bias = Array(repeating: "0", count: 4 * channels).joined(separator: ", ")
    return Data(
      try Flatc.model(
        """
        {version: 3, operator_codes: [{deprecated_builtin_code: 9, builtin_code: "FULLY_CONNECTED", version: 4}],
         buffers: [{}, {data: [\(data)]}, {data: [\(bias)]}],
         subgraphs: [{inputs: [0], outputs: [\(2 + operators)], operators: [\(steps.joined(separator: ", "))],
           tensors: [
             {type: "INT8", shape: [1, 1], name: "x", quantization: {scale: [0.1], zero_point: [0]}},
             {type: "INT8", shape: [\(channels), 1], buffer: 1, name: "w",
              quantization: {scale: [\(scales)], zero_point: [\(zeros)]}},
             {type: "INT32", shape: [\(channels)], buffer: 2, name: "b"},
             \(outputs.joined(separator: ", "))]}]}
        """))
  }

  /// 3,000 operators times 20,000 channels are 60 million visits for each rule that makes them: with
  /// a debug build's 10 ns or more for each, past the limit with the first.
  @Test(arguments: ["audit", "targets --model", "hardswish", "rewrite --per-tensor-weights"])
  func operatorsThatShareWeightsCostNoMoreThanTheirNumber(command: String) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      try Self.model(operators: 3_000, channels: 20_000).write(to: file)
      let outcome = try runWithLimits(command, on: file, in: folder)
      #expect((0...1).contains(outcome.status), "\(command): \(outcome.errorText.prefix(300))")
    }
  }

  /// 3,000 times 65,536 pairs of codes, by every kernel and for both types, are past the limit.
  @Test func pairsOfCodesAreComputedOnceForOperatorsWithTheSameScales() throws {
    let steps = (0..<3_000).map { "{inputs: [\($0), \($0)], outputs: [\($0 + 1)]}" }
    let tensor =
      "{type: \"INT8\", shape: [1, 4], name: \"x\", quantization: {scale: [0.05], zero_point: [0]}}"
    let tensors = Array(repeating: tensor, count: 3_001)
    let model = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "ADD", version: 2}], buffers: [{}],
       subgraphs: [{inputs: [0], outputs: [3000], tensors: [\(tensors.joined(separator: ", "))],
         operators: [\(steps.joined(separator: ", "))]}]}
      """)
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      try Data(model).write(to: file)
      let outcome = try runWithLimits("rewrite --to-uint8", on: file, in: folder)
      #expect(outcome.status == 0, "\(outcome.errorText.prefix(300))")
    }
  }

  /// Of more operators with scales of their own than that, the codes of pairs are not computed.
  @Test func pairsOfCodesAreComputedForSoManyScales() throws {
    let steps = (0..<3_000).map { "{inputs: [\($0), \(max(0, $0 - 1))], outputs: [\($0 + 1)]}" }
    let tensors = (0...3_000).map {
      "{type: \"INT8\", shape: [1, 4], quantization: {scale: [\(0.05 + Double($0) * 1e-5)], zero_point: [0]}}"
    }
    let model = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "ADD", version: 2}], buffers: [{}],
       subgraphs: [{inputs: [0], outputs: [3000], tensors: [\(tensors.joined(separator: ", "))],
         operators: [\(steps.joined(separator: ", "))]}]}
      """)
    try expectCheap("rewrite --to-uint8", Data(model))
  }

  /// 600 tensors of 400,000 weights are 240 million weights for each that is gone over.
  @Test func weightsOfOneBufferAreAddedUpOnce() throws {
    let (rows, columns, count) = (400, 1_000, 600)
    let steps = (0..<count).map { "{inputs: [0, \(1 + 2 * $0), -1], outputs: [\(2 + 2 * $0)]}" }
    let tensors = (0..<count).map { number in
      """
      {type: "INT8", shape: [\(rows), \(columns)], buffer: 1,
       quantization: {scale: [\(0.01 + Double(number) * 1e-5)], zero_point: [0]}},
      {type: "INT8", shape: [1, \(rows)], quantization: {scale: [0.05], zero_point: [0]}}
      """
    }
    let data = (0..<rows * columns).map { "\($0 % 251)" }.joined(separator: ",")
    let model = try Flatc.model(
      """
      {version: 3, buffers: [{}, {data: [\(data)]}],
       operator_codes: [{deprecated_builtin_code: 9, builtin_code: "FULLY_CONNECTED", version: 4}],
       subgraphs: [{inputs: [0], outputs: [2], operators: [\(steps.joined(separator: ", "))],
         tensors: [
           {type: "INT8", shape: [1, \(columns)], quantization: {scale: [0.1], zero_point: [0]}},
           \(tensors.joined(separator: ", "))]}]}
      """)
    try expectCheap("rewrite --to-uint8", Data(model))
  }

  /// Each of 6,000 would be searched for, and compared by five kernels.
  @Test func equalHardSwishesAreComparedOnce() throws {
    let steps = (0..<6_000).map { "{inputs: [0], outputs: [\($0 + 1)]}" }
    let tensor =
      "{type: \"INT8\", shape: [1, 4], name: \"x\", quantization: {scale: [0.05], zero_point: [0]}}"
    let model = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "HARD_SWISH"}], buffers: [{}],
       subgraphs: [{inputs: [0], outputs: [1], operators: [\(steps.joined(separator: ", "))],
         tensors: [\(Array(repeating: tensor, count: 6_001).joined(separator: ", "))]}]}
      """)
    try expectCheap("rewrite --split-hard-swish=lookup", Data(model))
  }

  private func expectCheap(_ command: String, _ model: Data) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      try model.write(to: file)
      let outcome = try runWithLimits(command, on: file, in: folder)
      #expect(outcome.status == 0, "\(outcome.errorText.prefix(300))")
    }
  }
}
