import ModelFacts
import ModelFormat
import TestSupport
import Testing

@Suite struct ShapeInferenceTests {
  /// A model of one subgraph; constants are `{shape, type, buffer}`.
  private static func model(
    codes: [String], tensors: [String], operators: [String], buffers: [String] = [],
    inputs: [Int] = [0], outputs: [Int]
  ) throws -> Model {
    let json = """
      {version: 3,
       operator_codes: [\(codes.map { "{builtin_code: \"\($0)\"}" }.joined(separator: ","))],
       buffers: [{}\(buffers.map { ", {data: \($0)}" }.joined())],
       subgraphs: [{tensors: [\(tensors.joined(separator: ","))], inputs: \(inputs),
         outputs: \(outputs), operators: [\(operators.joined(separator: ","))]}]}
      """
    return Model(file: try ModelFile(bytes: try Flatc.model(json)))
  }

  /// A CONV_2D of stride 2 on [1, 9, 9, 3], flattened by SHAPE, STRIDED_SLICE and PACK.
  private static func flattened(signature: String = "") throws -> Model {
    let one = "[1,0,0,0]"
    return try model(
      codes: ["CONV_2D", "SHAPE", "STRIDED_SLICE", "PACK", "RESHAPE"],
      tensors: [
        "{shape: [1,9,9,3], \(signature)}",
        "{shape: [4,3,3,3], buffer: 1}", "{shape: [4], buffer: 2}",
        "{shape: []}", "{shape: [], type: \"INT32\"}", "{shape: [], type: \"INT32\"}",
        "{shape: [1], type: \"INT32\", buffer: 3}", "{shape: [1], type: \"INT32\", buffer: 4}",
        "{shape: [], type: \"INT32\", buffer: 5}", "{shape: [], type: \"INT32\"}", "{shape: []}",
      ],
      operators: [
        """
        {opcode_index: 0, inputs: [0,1,2], outputs: [3], builtin_options_type: "Conv2DOptions",
         builtin_options: {padding: "VALID", stride_h: 2, stride_w: 2}}
        """,
        "{opcode_index: 1, inputs: [3], outputs: [4]}",
        """
        {opcode_index: 2, inputs: [4,6,7,7], outputs: [5],
         builtin_options_type: "StridedSliceOptions", builtin_options: {shrink_axis_mask: 1}}
        """,
        """
        {opcode_index: 3, inputs: [5,8], outputs: [9], builtin_options_type: "PackOptions",
         builtin_options: {values_count: 2}}
        """,
        "{opcode_index: 4, inputs: [3,9], outputs: [10]}",
      ],
      buffers: [
        "\([UInt8](repeating: 1, count: 432))", "\([UInt8](repeating: 0, count: 16))", "[0,0,0,0]",
        one, "[255,255,255,255]",
      ], outputs: [10])
  }

  @Test func followsShapesThroughAGraphThatComputesThem() throws {
    let inference = ShapeInference(try Self.flattened())
    #expect(inference.findings.isEmpty)
    // (9 - 3) / 2 + 1 = 4 places each way, 4 channels.
    #expect(inference.shape(of: TensorIndex(rawValue: 3), subgraph: 0).known == [1, 4, 4, 4])
    #expect(inference.shape(of: TensorIndex(rawValue: 10), subgraph: 0).known == [1, 64])
  }

  @Test func takesOtherShapesForInputs() throws {
    let input = TensorIndex(rawValue: 0)
    let inference = ShapeInference(
      try Self.flattened(), replacing: [0: [input: TensorShape([8, 5, 5, 3])]])
    #expect(inference.shape(of: TensorIndex(rawValue: 3), subgraph: 0).known == [8, 2, 2, 4])
    #expect(inference.shape(of: TensorIndex(rawValue: 10), subgraph: 0).known == [8, 16])
  }

  @Test func leavesUnknownWhatTheSignatureLeavesOpen() throws {
    let inference = ShapeInference(
      try Self.flattened(signature: "shape_signature: [-1,9,9,3]"), inputs: .signature)
    let shape = inference.shape(of: TensorIndex(rawValue: 3), subgraph: 0)
    #expect(shape == TensorShape([nil, 4, 4, 4]))
    #expect(inference.findings.isEmpty)
  }

  @Test func saysWhatIsWrongWithAnInput() throws {
    let input = TensorIndex(rawValue: 0)
    let inference = ShapeInference(
      try Self.flattened(), replacing: [0: [input: TensorShape([1, 9, 9, 4])]])
    let finding = try #require(inference.findings.first)
    #expect(inference.findings.count == 1 && finding.op == 0)
    #expect(
      finding.fault.message
        == "the input has 4 channels and the filter 3; the input's must be a multiple of the filter's"
    )
    #expect(inference.shape(of: TensorIndex(rawValue: 10), subgraph: 0).known == nil)
  }

  /// SPLIT_V of `[2, 5]` along an axis, into these sizes.
  private static func split(
    _ shape: [Int] = [2, 5], axis: Int32 = 1, _ sizes: [Int32], splits: Int? = nil
  ) throws -> ShapeInference {
    func bytes(_ numbers: [Int32]) -> String {
      "\(numbers.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) })"
    }
    let outputs = sizes.indices.map { $0 + 3 }
    return ShapeInference(
      try model(
        codes: ["SPLIT_V"],
        tensors: [
          "{shape: \(shape)}", "{shape: [\(sizes.count)], type: \"INT32\", buffer: 1}",
          "{shape: [], type: \"INT32\", buffer: 2}",
        ] + outputs.map { _ in "{shape: []}" },
        operators: [
          """
          {inputs: [0, 1, 2], outputs: \(outputs), builtin_options_type: "SplitVOptions",
           builtin_options: {num_splits: \(splits ?? sizes.count)}}
          """
        ], buffers: [bytes(sizes), bytes([axis])], outputs: outputs))
  }

  @Test(arguments: [([2, 3], 1), ([2, -1], 1), ([-1, 3], -1)] as [([Int32], Int32)])
  func splitsIntoTheSizes(sizes: [Int32], axis: Int32) throws {
    let inference = try Self.split(axis: axis, sizes)
    #expect(inference.findings.isEmpty)
    let shapes = (3...4).map { inference.shape(of: TensorIndex(rawValue: $0), subgraph: 0).known }
    #expect(shapes == [[2, 2], [2, 3]])
  }

  @Test(
    arguments: [
      ([2, 2], 1, nil, "the sum of the sizes is 4; it must equal dimension 1 of the input, 5"),
      ([4, -1, 3], 1, nil, "the sizes add up to 7; dimension 1 is 5"),
      ([-1, -1], 1, nil, "2 sizes are -1; 1 is allowed"),
      ([2, 3], 1, 3, "the number of outputs is 2; it must equal num_splits, 3"),
      ([2, 3], 2, nil, "axis is 2; it must be from -2 to 1"),
    ] as [([Int32], Int32, Int?, String)])
  func saysWhyItCannotSplit(
    sizes: [Int32], axis: Int32, splits: Int?, message: String
  ) throws {
    let finding = try #require(try Self.split(axis: axis, sizes, splits: splits).findings.first)
    #expect(finding.fault.message == message)
  }

  /// No axis is inside a tensor without dimensions: LiteRT fails in the first run.
  @Test func aScalarCannotBeSplit() throws {
    let finding = try #require(try Self.split([], axis: 0, [1]).findings.first)
    #expect(finding.fault.consequence == .rejects)
    #expect(finding.fault.message == "the input has shape [], rank 0; the rank must be at least 1")
  }

  /// Of a scalar, the built-in kernel of LOG_SOFTMAX writes past the end of the tensor.
  @Test(arguments: [("[]", 1), ("[1]", 0)])
  func aLogSoftmaxNeedsADimension(shape: String, count: Int) throws {
    let inference = ShapeInference(
      try Self.model(
        codes: ["LOG_SOFTMAX"], tensors: ["{shape: \(shape)}", "{shape: \(shape)}"],
        operators: ["{inputs: [0], outputs: [1]}"], outputs: [1]))
    #expect(inference.findings.count == count)
    #expect(inference.findings.allSatisfy { $0.fault.consequence == .miscomputes })
  }

  /// XNNPACK rejects a reduction of rank 7, and leaves it to the built-in kernel where the axes are no
  /// list.
  ///
  /// LiteRT computes [1, 2, 2, 2].
  @Test(arguments: [("[3]", true), ("[1, 3]", false)])
  func aReductionOfRank7NeedsAxesThatAreNoList(axes: String, isRejected: Bool) throws {
    let inference = ShapeInference(
      try Self.model(
        codes: ["MEAN"],
        tensors: [
          "{shape: [2,1,2,3,2,2,2]}", "{shape: \(axes), type: \"INT32\", buffer: 1}", "{shape: []}",
        ], operators: ["{inputs: [0, 1], outputs: [2]}"],
        buffers: ["[0,0,0,0, 253,255,255,255, 3,0,0,0]"], outputs: [2]))
    #expect(inference.findings.isEmpty != isRejected)
    let shape = inference.shape(of: TensorIndex(rawValue: 2), subgraph: 0)
    #expect(isRejected || shape.known == [1, 2, 2, 2])
  }

  /// One stride, where begin and end have two entries: enough if the second is a new axis.
  ///
  /// LiteRT computes [1, 1, 2].
  @Test(arguments: [(2, true), (0, false)])
  func aNewAxisNeedsNoStride(newAxes: Int, isEnough: Bool) throws {
    let inference = ShapeInference(
      try Self.model(
        codes: ["STRIDED_SLICE"],
        tensors: [
          "{shape: [1,2]}", "{shape: [2], type: \"INT32\", buffer: 1}",
          "{shape: [2], type: \"INT32\", buffer: 2}", "{shape: [1], type: \"INT32\", buffer: 3}",
          "{shape: []}",
        ],
        operators: [
          """
          {inputs: [0, 1, 2, 3], outputs: [4], builtin_options_type: "StridedSliceOptions",
           builtin_options: {begin_mask: 1, end_mask: 1, new_axis_mask: \(newAxes)}}
          """
        ],
        buffers: ["[0,0,0,0, 1,0,0,0]", "[0,0,0,0, 253,255,255,255]", "[1,0,0,0]"], outputs: [4]))
    #expect(inference.findings.isEmpty == isEnough)
    #expect(inference.findings.allSatisfy { $0.fault.consequence == .miscomputes })
    let shape = inference.shape(of: TensorIndex(rawValue: 4), subgraph: 0)
    #expect(!isEnough || shape.known == [1, 1, 2])
  }

  /// WHILE that counts in a vector, and a body that makes it longer.
  @Test(arguments: [(false, [2]), (true, nil)])
  func asksTheBodyOfALoop(grows: Bool, expected: [Int]?) throws {
    let body =
      grows
      ? """
      {opcode_index: 1, inputs: [0,0], outputs: [1], builtin_options_type: "ConcatenationOptions",
       builtin_options: {axis: 0}}
      """ : "{opcode_index: 2, inputs: [0], outputs: [1]}"
    let json = """
      {version: 3, buffers: [{}],
       operator_codes: [{builtin_code: "WHILE"}, {builtin_code: "CONCATENATION"}, {builtin_code: "ABS"}],
       subgraphs: [
        {tensors: [{shape: [2]}, {shape: [7]}], inputs: [0], outputs: [1], operators: [
          {opcode_index: 0, inputs: [0], outputs: [1], builtin_options_type: "WhileOptions",
           builtin_options: {cond_subgraph_index: 1, body_subgraph_index: 2}}]},
        {tensors: [{shape: [9]}, {shape: [], type: "BOOL"}], inputs: [0], outputs: [1], operators: []},
        {tensors: [{shape: [9]}, {shape: [9]}], inputs: [0], outputs: [1], operators: [\(body)]}]}
      """
    let model = Model(file: try ModelFile(bytes: try Flatc.model(json)))
    let inference = ShapeInference(model)
    #expect(inference.findings.isEmpty)
    #expect(inference.shape(of: TensorIndex(rawValue: 1), subgraph: 0).known == expected)
    #expect(inference.shape(of: TensorIndex(rawValue: 0), subgraph: 2).known == [2])
    #expect(
      inference.shape(of: TensorIndex(rawValue: 1), subgraph: 2).known == [grows ? 4 : 2])
  }
}
