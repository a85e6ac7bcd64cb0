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
