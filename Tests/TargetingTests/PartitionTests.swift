import ModelFormat
import Targeting
import TestSupport
import Testing

/// Segments of small graphs on `generic-uint8-npu`, which runs UINT8 ADD and not HARD_SWISH; the
/// right answers are worked by hand.
@Suite struct PartitionTests {
  /// Operators as (name, inputs, outputs); tensors are UINT8 and as many as are named.
  private static func segments(
    _ operators: [(op: String, inputs: [Int], outputs: [Int])], inputs: [Int], outputs: [Int],
    target: String = "generic-uint8-npu"
  ) throws -> (segments: [Int?], placement: Placement) {
    let count = (operators.flatMap { $0.inputs + $0.outputs }.max() ?? 0) + 1
    let names = Array(Set(operators.map(\.op))).sorted()
    let tensors = (0..<count).map {
      "{shape: [1, 2, 2, 2], type: \"UINT8\", buffer: 0, name: \"t\($0)\", "
        + "quantization: {scale: [0.5], zero_point: [0]}}"
    }
    let texts = operators.map { op in
      let options =
        op.op == "ADD" ? "builtin_options_type: \"AddOptions\", builtin_options: {}," : ""
      return "{opcode_index: \(names.firstIndex(of: op.op) ?? 0), \(options) "
        + "inputs: \(op.inputs), outputs: \(op.outputs)}"
    }
    let codes = names.map { "{builtin_code: \"\($0)\"}" }
    let model = Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3, operator_codes: [\(codes.joined(separator: ", "))], buffers: [{}],
           subgraphs: [{inputs: \(inputs), outputs: \(outputs),
             tensors: [\(tensors.joined(separator: ", "))],
             operators: [\(texts.joined(separator: ", "))]}]}
          """)))
    let placement = Placement(of: model, on: try TargetProfile.named(target))
    return (placement.operators.map(\.segment), placement)
  }

  @Test func anIndependentOperatorBetweenTwoSplitsNothing() throws {
    // 0 -> ADD -> 1; 0 -> HARD_SWISH -> 2; 1 -> ADD -> 3.
    let found = try Self.segments(
      [("ADD", [0, 0], [1]), ("HARD_SWISH", [0], [2]), ("ADD", [1, 1], [3])],
      inputs: [0], outputs: [2, 3])
    #expect(found.segments == [0, nil, 0])
    #expect(found.placement.coverage.segmentCount == 1)
  }

  @Test func aDependentOperatorSplits() throws {
    let found = try Self.segments(
      [("ADD", [0, 0], [1]), ("HARD_SWISH", [1], [2]), ("ADD", [2, 2], [3])],
      inputs: [0], outputs: [3])
    #expect(found.segments == [0, nil, 1])
  }

  @Test func aBranchWaitsForItsSlowestInput() throws {
    // The last ADD needs both; the first two run before the HARD_SWISH, wherever they stand.
    let found = try Self.segments(
      [
        ("HARD_SWISH", [1], [2]), ("ADD", [0, 0], [1]), ("ADD", [0, 0], [3]),
        ("ADD", [2, 3], [4]),
      ], inputs: [0], outputs: [4])
    #expect(found.segments == [nil, 0, 0, 1])
  }

  @Test func theFirstReadyOperatorDecidesWhereTheFirstPartRuns() throws {
    // The HARD_SWISH runs first, so both ADD are ready in one part.
    let found = try Self.segments(
      [("HARD_SWISH", [0], [1]), ("ADD", [0, 0], [2]), ("ADD", [1, 2], [3])],
      inputs: [0], outputs: [3])
    #expect(found.segments == [nil, 0, 0])
  }

  @Test func operatorsThatWaitForThemselvesHaveAPlace() throws {
    let found = try Self.segments(
      [("ADD", [2, 2], [1]), ("ADD", [1, 1], [2]), ("HARD_SWISH", [0], [3])],
      inputs: [0], outputs: [3])
    #expect(found.segments == [0, 0, nil])
  }

  @Test func whatTheOnlySegmentLeavesOutNamesTheOperatorItWaitsFor() throws {
    // Coral compiles one segment: ADD 0 and 3; ADD 2 waits for HARD_SWISH 1.
    let found = try Self.segments(
      [
        ("ADD", [0, 0], [1]), ("HARD_SWISH", [1], [2]), ("ADD", [2, 2], [3]),
        ("ADD", [1, 1], [4]),
      ], inputs: [0], outputs: [3, 4], target: "coral_edgetpu")
    #expect(found.segments == [0, nil, nil, 0])
    #expect(
      found.placement.operators[2].outcome.everyReason.map(\.message) == [
        "after unsupported operator 1 (HARD_SWISH); only the first segment can run on the target"
      ])
  }
}
