import ModelFormat
import Targeting
import TestSupport
import Testing

/// Each kind of limit: what keeps within it, and the nearest that does not.
@Suite struct LimitTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let limit: String
    let within: OneOperator
    let outside: OneOperator
    let found: String
    var testDescription: String { limit }

    init(_ limit: String, _ within: OneOperator, _ outside: OneOperator, finds found: String) {
      (self.limit, self.within, self.outside, self.found) = (limit, within, outside, found)
    }
  }

  private static func changed(
    _ op: OneOperator, _ change: (inout OneOperator) -> Void
  ) -> OneOperator {
    var op = op
    change(&op)
    return op
  }

  static let conv = OneOperator.convolution("INT8")
  static let add = OneOperator.binary("ADD", "INT8")

  static let cases = [
    Case(
      "types: [INT8]", .unary("RELU"), .unary("RELU", "INT16"),
      finds: "tensor 0 (t0) has type INT16"),
    Case(
      "types: [INT8], of: weights", conv, changed(conv) { $0.inputs[1].type = "UINT8" },
      finds: "tensor 1 (t1) has type UINT8"),
    Case(
      "conversions: {INT8: [INT16]}",
      changed(.unary("QUANTIZE")) { $0.outputs[0].type = "INT16" },
      .unary("QUANTIZE"), finds: "INT8 to INT8"),
    Case(
      "weight_row_remainder: [0]", changed(conv) { $0.inputs[1].type = "INT4" },
      changed(conv) {
        $0.inputs[1].type = "INT4"
        $0.inputs[1].shape = [2, 1, 1, 3]
      }, finds: "weight row remainder is 1"),
    Case(
      "weight_scales: {min: 2}", .convolution("INT8", scales: [0.5, 0.25]), conv,
      finds: "weight scales is 1"),
    Case(
      "bias_like_weights: true", changed(.convolution("FLOAT16")) { $0.inputs[2].type = "FLOAT32" },
      changed(.convolution("FLOAT32")) { $0.inputs[2].type = "FLOAT16" },
      finds: "the weights are FLOAT32, the bias is FLOAT16"),
    Case(
      "rank: {max: 4}", add, changed(add) { $0.inputs[1].shape = [1, 1, 4, 4, 2] },
      finds: "rank of tensor 1 (t1) is 5"),
    Case(
      "effective_rank: {max: 3}", add, changed(add) { $0.outputs[0].shape = [2, 4, 4, 2] },
      finds: "effective rank of tensor 2 (t2) is 4"),
    Case(
      "dimension: {max: 4}", add, changed(add) { $0.inputs[0].shape = [1, 4, 5, 2] },
      finds: "dimension of tensor 0 (t0) is 5"),
    Case(
      "batch: [1]", add, changed(add) { $0.inputs[0].shape = [2, 4, 4, 2] },
      finds: "batch of tensor 0 (t0) is 2"),
    Case(
      "channels: {max: 2}", add, changed(add) { $0.inputs[0].shape = [1, 4, 4, 3] },
      finds: "channels of tensor 0 (t0) is 3"),
    Case(
      "elements: {max: 32}", add, changed(add) { $0.inputs[0].shape = [33] },
      finds: "elements of tensor 0 (t0) is 33"),
    Case(
      "spatial_size: {below: 17}", add, changed(add) { $0.inputs[0].shape = [17, 1] },
      finds: "spatial size of tensor 0 (t0) is 17"),
    Case(
      "input_count: [2]", add, changed(add) { $0.inputs.append(.init()) },
      finds: "input count is 3"),
    Case(
      "runtime_input_count: [2]", add, changed(add) { $0.inputs[1].data = [1] },
      finds: "runtime input count is 1"),
    Case(
      "operator_version: {max: 1}", add, changed(add) { $0.version = 2 },
      finds: "operator version is 2"),
    Case(
      "kernel_height: {max: 3}", .convolution("INT8", kernel: 3), .convolution("INT8", kernel: 4),
      finds: "kernel height is 4"),
    Case(
      "kernel_area: {max: 9}", .convolution("INT8", kernel: 3), .convolution("INT8", kernel: 4),
      finds: "kernel area is 16"),
    Case(
      "dilated_kernel_height: {max: 5}", .convolution("INT8", kernel: 3, dilation: 2),
      .convolution("INT8", kernel: 3, dilation: 3), finds: "dilated kernel height is 7"),
    Case(
      "stride: [1, 2, 4]", .convolution("INT8", stride: 4), .convolution("INT8", stride: 3),
      finds: "stride (height) is 3"),
    Case("dilation: [1]", conv, .convolution("INT8", dilation: 2), finds: "dilation (height) is 2"),
    Case(
      "dilation_aspect: [1]", .convolution("INT8", dilation: 2),
      changed(conv) {
        $0.options?.fields = "stride_w: 1, stride_h: 1, dilation_w_factor: 2, dilation_h_factor: 1"
      }, finds: "dilation aspect is 0.5"),
    Case(
      "bias_magnitude: {below: 300}", changed(conv) { $0.inputs[2].data = [255, 0, 0, 0] },
      changed(conv) {
        $0.inputs[2] = .init(
          type: "INT64", shape: [2],
          data: [0, 0, 0, 0, 0, 0, 0, 0, 212, 254] + Array(repeating: 255, count: 6))
      }, finds: "bias magnitude is 300"),
    Case(
      "groups: [1]", conv, changed(conv) { $0.inputs[0].shape = [1, 4, 4, 4] },
      finds: "groups is 2"),
    Case(
      "weight_sum: {max: 100}", .convolution("INT8", kernel: 7), .convolution("INT8", kernel: 8),
      finds: "weight sum is 128"),
    Case(
      "scale: [0.5], of: outputs", add, changed(add) { $0.outputs[0].scales = [0.25] },
      finds: "scale of tensor 2 (t2) is 0.25"),
    Case(
      "zero_point: [0]", add, changed(add) { $0.inputs[1].zeroPoint = -1 },
      finds: "zero point of tensor 1 (t1) is -1"),
    Case(
      "scale_ratio: {below: 256}", changed(add) { $0.inputs[1].scales = [127.5] },
      changed(add) { $0.inputs[1].scales = [128] }, finds: "scale ratio of tensor 1 (t1) is 256"),
    Case(
      "scale_product_ratio: {min: 0.5}", add, changed(add) { $0.inputs[1].scales = [0.25] },
      finds: "scale product ratio is 0.25"),
    Case(
      "weight_scale_ratio: {max: 0.5}", conv, .convolution("INT8", scales: [0.5, 0.75]),
      finds: "weight scale ratio is 0.75"),
    Case(
      "reduced_dimension: {below: 5}", .mean("INT8", axis: 1),
      changed(.mean("INT8", axis: 1)) { $0.inputs[0].shape = [1, 5, 4, 2] },
      finds: "reduced dimension is 5"),
    Case(
      "reduced_elements: {max: 4}", .mean("INT8", axis: 2),
      changed(.mean("INT8", axis: 2)) { $0.inputs[0].shape = [1, 4, 5, 2] },
      finds: "reduced elements is 5"),
    Case(
      "axes: [-3, -2]", .mean("INT8", axis: 2), .mean("INT8", axis: 3),
      finds: "dimension -1, counted from the end"),
    Case(
      "fused_activations: [NONE, RELU]", .binary("ADD", "INT8", fused: "RELU"),
      .binary("ADD", "INT8", fused: "RELU6"), finds: "fused activation RELU6"),
    Case("padding: [VALID]", .convolution("INT8", padding: "VALID"), conv, finds: "padding SAME"),
    Case(
      "constant: [weights, bias]", conv, changed(conv) { $0.inputs[2].data = nil },
      finds: "the bias, tensor 2 (t2), is not constant"),
    Case("required: bias", conv, changed(conv) { $0.inputs.removeLast() }, finds: "no bias"),
    Case(
      "same: types", add, changed(add) { $0.outputs[0].type = "INT16" },
      finds: "tensor 0 (t0) has type INT8, and tensor 2 (t2) has INT16"),
    Case(
      "same: shapes", add, changed(add) { $0.inputs[1].shape = [2] },
      finds: "tensor 1 (t1) has shape [2], and tensor 2 (t2) has [1, 4, 4, 2]"),
    Case(
      "same: quantization", add, changed(add) { $0.inputs[1].zeroPoint = 1 },
      finds: "tensor 1 (t1) and tensor 2 (t2) differ in scale or zero point"),
    Case(
      "quantized: true", add, changed(add) { $0.inputs[1].scales = [] },
      finds: "tensor 1 (t1) has no scale"),
    Case(
      "quantized: true", add, changed(add) { $0.outputs[0].scales = [0] },
      finds: "tensor 2 (t2) has a scale of 0.0"),
    Case(
      "one_scale: activations", add, changed(add) { $0.outputs[0].scales = [0.5, 0.25] },
      finds: "tensor 2 (t2) has 2 scales"),
    Case(
      "static_shapes: true", changed(add) { $0.inputs[0].signature = [-1, 4, 4, 2] },
      changed(add) { $0.inputs[0].signature = [-1, -1, 4, 2] },
      finds: "tensor 0 (t0) has a dynamic dimension"),
    Case(
      "broadcast: none", add, changed(add) { $0.inputs[1].shape = [1] },
      finds: "inputs of shape [1, 4, 4, 2] and [1]"),
    Case(
      "broadcast: one-sided", changed(add) { $0.inputs[1].shape = [2] },
      changed(add) { ($0.inputs[0].shape, $0.inputs[1].shape) = ([1, 4, 1, 2], [1, 1, 4, 2]) },
      finds: "inputs of shape [1, 4, 1, 2] and [1, 1, 4, 2]"),
    Case(
      "broadcast: scalar", changed(add) { $0.inputs[1].shape = [1] },
      changed(add) { $0.inputs[1].shape = [2] }, finds: "inputs of shape [1, 4, 4, 2] and [2]"),
    Case(
      "option: {name: stride_w, values: [1]}", conv, .convolution("INT8", stride: 2),
      finds: "stride_w 2"),
    Case(
      "stride: {max: 3}, unless: {padding: [VALID], dilation: [1]}",
      .convolution("INT8", stride: 4, padding: "VALID"),
      .convolution("INT8", stride: 4, dilation: 2, padding: "VALID"),
      finds: "stride (height) is 4"),
    Case(
      "kernel_height: {max: 3}, when: {types: [INT8]}", .convolution("UINT8", kernel: 4),
      .convolution("INT8", kernel: 4), finds: "kernel height is 4"),
  ]

  static func profile(_ limit: String, on op: String) throws -> TargetProfile {
    try TargetProfile(
      yaml: """
        id: x
        name: X
        kind: generic
        evidence: declared
        sources: {S: a document}
        operators:
          \(op):
            supported: true
            source: S
            per_channel_weights: {allowed: true, source: S}
            limits:
              - {\(limit), source: S}
        """, file: "x.yaml")
  }

  @Test(arguments: cases)
  func drawsTheLine(_ c: Case) throws {
    let profile = try Self.profile(c.limit, on: c.outside.op)
    let within = Placement(of: try c.within.model(), on: profile)
    #expect(within.operators.map(\.outcome.firstWord) == ["mapped"])
    let outside = Placement(of: try c.outside.model(), on: profile)
    #expect(outside.blocked.flatMap(\.outcome.everyReason).map(\.found) == [c.found])
    #expect(outside.operators.flatMap(\.outcome.everyReason).map(\.sources.first?.key) == ["S"])
  }

  @Test(arguments: [
    ("dimension: {max: 4}", "the dimension is unknown"),
    ("elements: {max: 40}", "the elements is unknown"),
  ])
  func cannotTellWithoutAShape(limit: String, words: String) throws {
    var op = Self.add
    op.inputs[0].shape = [1, -1, 4, 2]
    let placement = Placement(of: try op.model(), on: try Self.profile(limit, on: "ADD"))
    #expect(placement.unknown.flatMap(\.outcome.everyReason).map(\.message) == [words])
  }

  /// What a condition compares besides types.
  @Test(arguments: [
    ("unless: {same: shapes}", "mapped", "conditional not-checked"),
    ("when: {elements: {min: 33}, of: outputs}", "mapped", "mapped"),
    ("when: {rank: [1], of: inputs}", "mapped", "mapped"),
    ("when: {types: [INT8], of: outputs}", "conditional not-checked", "conditional not-checked"),
    ("unless: {types: [INT8]}", "mapped", "mapped"),
  ])
  func aLimitThatIsNotCheckedMakesAnOperatorConditional(
    condition: String, equal: String, spread: String
  ) throws {
    let profile = try TargetProfile(
      yaml: """
        id: x
        name: X
        kind: generic
        evidence: declared
        sources: {S: a document}
        operators:
          ADD:
            supported: true
            source: S
            unchecked:
              - {text: "the moon is full", \(condition), source: S}
        """, file: "x.yaml")
    let other = Self.changed(Self.add) { $0.inputs[1].shape = [1, 1, 1, 2] }
    for (op, word) in [(Self.add, equal), (other, spread)] {
      let placement = Placement(of: try op.model(), on: profile)
      #expect(placement.operators.map(\.outcome.firstWord) == [word])
      #expect(placement.coverage.mappedCount == (word == "mapped" ? 1 : 0))
      #expect(placement.coverage.conditionalCount == (word == "mapped" ? 0 : 1))
    }
  }

  @Test func anEarlierVersionDoesNotHaveTheOperator() throws {
    let yaml = { (version: String) in
      """
      id: x
      name: X
      kind: generic
      evidence: declared
      version: "\(version)"
      sources: {S: a document}
      operators:
        ADD:
          supported: true
          source: S
          since: {version: "2.10", source: S}
      """
    }
    let model = try Self.add.model()
    let outcomes = try ["2.9", "2.9.7", "2.10", "2.10.0", "3"].map { version in
      let profile = try TargetProfile(yaml: yaml(version), file: "x.yaml")
      return Placement(of: model, on: profile).operators[0].outcome.firstWord
    }
    #expect(outcomes == ["blocked version", "blocked version", "mapped", "mapped", "mapped"])
  }
}
