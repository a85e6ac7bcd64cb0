import ModelFacts
import ModelFormat
import TestSupport
import Testing

/// Operators of every kind on operands that no converter writes: inference must end without a trap.
@Suite struct ShapeFaultTests {
  /// Options that shapes depend on, with numbers to draw.
  private static let options: [String: (table: String, fields: [String])] = [
    "CONV_2D": ("Conv2DOptions", ["stride_w", "stride_h", "dilation_w_factor"]),
    "DEPTHWISE_CONV_2D": ("DepthwiseConv2DOptions", ["stride_w", "stride_h", "depth_multiplier"]),
    "TRANSPOSE_CONV": ("TransposeConvOptions", ["stride_w", "stride_h"]),
    "MAX_POOL_2D": ("Pool2DOptions", ["stride_w", "stride_h", "filter_width", "filter_height"]),
    "CONCATENATION": ("ConcatenationOptions", ["axis"]),
    "PACK": ("PackOptions", ["values_count", "axis"]),
    "UNPACK": ("UnpackOptions", ["num", "axis"]),
    "SPLIT": ("SplitOptions", ["num_splits"]), "SPLIT_V": ("SplitVOptions", ["num_splits"]),
    "GATHER": ("GatherOptions", ["axis", "batch_dims"]), "ONE_HOT": ("OneHotOptions", ["axis"]),
    "STRIDED_SLICE": (
      "StridedSliceOptions",
      ["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"]
    ),
    "SPACE_TO_DEPTH": ("SpaceToDepthOptions", ["block_size"]),
    "DEPTH_TO_SPACE": ("DepthToSpaceOptions", ["block_size"]),
    "REVERSE_SEQUENCE": ("ReverseSequenceOptions", ["seq_dim", "batch_dim"]),
    "BATCH_MATMUL": ("BatchMatMulOptions", []), "FULLY_CONNECTED": ("FullyConnectedOptions", []),
    "LSTM": ("LSTMOptions", []), "SVDF": ("SVDFOptions", ["rank"]),
    "UNIDIRECTIONAL_SEQUENCE_LSTM": ("UnidirectionalSequenceLSTMOptions", []),
  ]

  private static let types = ["FLOAT32", "INT32", "INT64", "INT8", "BOOL"]
  /// Sizes at the ends of what a file can hold, among plausible ones.
  private static let sizes = [1, 1, 2, 2, 3, 3, 4, 0, -1, -7, 1 << 20, 0x7fff_ffff, -0x8000_0000]

  /// A drawn tensor; some hold constants, of which shapes are computed.
  private static func tensor(
    _ random: inout SeededGenerator, _ buffers: inout [String]
  ) -> String {
    let isConstant = Int.random(in: 0..<2, using: &random) == 0
    let most = isConstant ? 2 : 7
    let shape = (0..<Int.random(in: 0...most, using: &random)).map { _ in
      isConstant
        ? Int.random(in: 0...4, using: &random) : sizes.randomElement(using: &random) ?? 1
    }
    guard isConstant else {
      return "{shape: \(shape), type: \"\(types.randomElement(using: &random) ?? "INT32")\"}"
    }
    let bytes = (0..<shape.reduce(1, *)).flatMap { _ -> [UInt8] in
      let value = Int32(truncatingIfNeeded: sizes.randomElement(using: &random) ?? 1)
      return withUnsafeBytes(of: value.littleEndian, Array.init)
    }
    buffers.append("{data: \(bytes)}")
    return "{shape: \(shape), type: \"INT32\", buffer: \(buffers.count)}"
  }

  private static func draw(_ kinds: [String], _ random: inout SeededGenerator) throws -> Model {
    var (tensors, operators, buffers) = ([String](), [String](), [String]())
    func adding(_ count: Int) -> [Int] {
      for _ in 0..<count { tensors.append(tensor(&random, &buffers)) }
      return Array((tensors.count - count)..<tensors.count)
    }
    for (code, kind) in kinds.enumerated() {
      let inputs = adding(Int.random(in: 0...6, using: &random)).map {
        Int.random(in: 0..<12, using: &random) == 0 ? -1 : $0
      }
      let outputs = adding(Int.random(in: 0...3, using: &random))
      var text = "{opcode_index: \(code), inputs: \(inputs), outputs: \(outputs)"
      if let (table, fields) = options[kind] {
        let values = fields.map { "\($0): \(Int.random(in: -3...5, using: &random))" }
        text += ", builtin_options_type: \"\(table)\", builtin_options: "
        text += "{\(values.joined(separator: ", "))}"
      }
      operators.append(text + "}")
    }
    let codes = kinds.map { "{builtin_code: \"\($0)\"}" }
    return Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3, operator_codes: [\(codes.joined(separator: ","))],
           buffers: [{}\(buffers.map { ", " + $0 }.joined())],
           subgraphs: [{inputs: [], outputs: [], tensors: [\(tensors.joined(separator: ","))],
            operators: [\(operators.joined(separator: ","))]}]}
          """)))
  }

  @Test func endsForEveryOperatorOnAnyOperands() throws {
    var random = SeededGenerator(seed: 4)
    let kinds = SchemaEnum.named("BuiltinOperator").allNames
    for _ in 0..<60 {
      let inference = ShapeInference(try Self.draw(kinds, &random))
      // Most draws are wrong in one way or another; an empty list would mean that nothing was read.
      #expect(inference.findings.count > kinds.count / 4)
    }
  }

  /// The draws that once ended the process.
  @Test(arguments: [
    (
      "ADD",
      ["{shape: [0], type: \"INT32\", buffer: 1}", "{shape: [1], type: \"INT32\", buffer: 2}"]
    ),
    ("NON_MAX_SUPPRESSION_V4", ["{shape: [3, 4]}"]),
    (
      "SCATTER_ND",
      [
        "{shape: [1, -2], type: \"INT32\"}", "{shape: [1]}",
        "{shape: [3], type: \"INT32\", buffer: 3}",
      ]
    ),
  ]) func endsFor(_ kind: String, _ inputs: [String]) throws {
    let json = """
      {version: 3, operator_codes: [{builtin_code: "\(kind)"}],
       buffers: [{}, {data: []}, {data: [7,0,0,0]}, {data: [2,0,0,0, 2,0,0,0, 2,0,0,0]}],
       subgraphs: [{inputs: [], outputs: [], tensors: [\((inputs + ["{shape: [], type: \"INT32\"}"])
         .joined(separator: ","))],
        operators: [{opcode_index: 0, inputs: \(Array(inputs.indices)), outputs: [\(inputs.count)]}]}]}
      """
    let output = TensorIndex(rawValue: Int32(inputs.count))
    let inference = ShapeInference(Model(file: try ModelFile(bytes: try Flatc.model(json))))
    #expect(kind != "ADD" || inference.shape(of: output, subgraph: 0).known == [0])
  }
}
