import Foundation
import TestSupport
import Testing

/// Costs in processor time of a comparison of models with many operators.
@Suite struct DiffCostTests {
  /// A chain of 10,000 operators of three kinds; `offset` shifts which comes where.
  private static func chain(offset: Int) throws -> Data {
    let count = 10_000
    let steps = (0..<count).map {
      "{opcode_index: \(($0 * $0 / 7 + offset * ($0 % 5)) % 3), inputs: [\($0)], outputs: [\($0 + 1)]}"
    }
    let tensors = Array(repeating: "{type: \"FLOAT32\", shape: [1, 4]}", count: count + 1)
    return Data(
      try Flatc.model(
        """
        {version: 3, buffers: [{}],
         operator_codes: [{builtin_code: "RELU"}, {builtin_code: "ABS"}, {builtin_code: "NEG"}],
         subgraphs: [{inputs: [0], outputs: [\(count)], tensors: [\(tensors.joined(separator: ", "))],
           operators: [\(steps.joined(separator: ", "))]}]}
        """))
  }

  /// A hundred million pairs of operators would take a debug build minutes.
  @Test(arguments: [0, 1]) func manyOperatorsCostAboutTheirNumber(offset: Int) throws {
    try Places.withTemporaryFolder { folder in
      try Self.chain(offset: 0).write(to: folder.appending(path: "a.tflite"))
      try Self.chain(offset: offset).write(to: folder.appending(path: "b.tflite"))
      let outcome = try runWithLimits(
        "diff a.tflite", on: folder.appending(path: "b.tflite"), in: folder)
      #expect(outcome.status == (offset == 0 ? 0 : 1), "\(outcome.errorText.prefix(300))")
    }
  }
}
