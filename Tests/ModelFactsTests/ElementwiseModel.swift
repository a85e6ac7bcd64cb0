import ModelFacts
import ModelFormat
import QuantMath
import TestSupport

/// Operators between tensor 0, the input, and tensor 1, the output, of a model that has a tensor
/// for every fault.
struct ElementwiseModel {
  /// flatc's JSON for operators; `code` makes one.
  var operators: [String] = []
  private var codes: [String] = []

  private static let grid = "quantization: {scale: [0.05], zero_point: [0]},"
  private static let whole = "shape: [1, 2, 2, 4], type: \"INT8\", \(grid)"
  private static let tensors = [
    "{\(whole) name: \"x\"}", "{\(whole) name: \"y\"}", "{\(whole) name: \"other\"}",
    "{\(whole) name: \"t\"}", "{\(whole) name: \"u\"}",
    "{shape: [1], type: \"INT8\", \(grid) buffer: 1, name: \"one\"}",
    "{shape: [4], type: \"INT8\", \(grid) buffer: 2, name: \"four different\"}",
    "{shape: [4], type: \"INT8\", \(grid) buffer: 3, name: \"four equal\"}",
    "{shape: [4], type: \"INT8\", \(grid) buffer: 1, name: \"cut\\u001b\"}",
    "{shape: [3], type: \"INT8\", \(grid) buffer: 4, name: \"three\"}",
    "{shape: [1, 1, 1, 4], type: \"INT8\", \(grid) buffer: 3, name: \"weights\"}",
    "{shape: [1, 1, 1, 4], type: \"INT8\", \(grid) buffer: 2, name: \"weights different\"}",
    "{shape: [1, 1, 1, 4], type: \"INT8\", buffer: 3, name: \"weights per channel\", "
      + "quantization: {scale: [0.1, 0.1, 0.2, 0.1], zero_point: [0, 0, 0, 0], "
      + "quantized_dimension: 3}}",
    "{shape: [1], type: \"INT8\", quantization: {scale: [50000], zero_point: [0]}, buffer: 1, "
      + "name: \"far\"}",
    "{shape: [1, 2, 2, 4], type: \"INT32\", name: \"numbers\"}",
    "{shape: [1, 2, 2, 4], type: \"FLOAT32\", name: \"reals\"}",
    "{shape: [8192], type: \"INT8\", \(grid) buffer: 5, name: \"many\"}",
    "{shape: [1, 4, 2, 2], type: \"INT8\", \(grid) name: \"turned\"}",
    "{shape: [1], type: \"FLOAT64\", name: \"double\"}",
  ]

  /// Adds an operator; options are the schema's table and its fields.
  mutating func add(_ op: String, _ inputs: [Int], _ output: Int, _ options: String = "") {
    codes.append("{builtin_code: \"\(op)\"}")
    let parts = options.split(separator: " ", maxSplits: 1)
    let table = parts.first.map { ", builtin_options_type: \"\($0)\"" } ?? ""
    let fields = parts.count > 1 ? ", builtin_options: {\(parts[1])}" : ""
    operators.append(
      "{opcode_index: \(codes.count - 1), inputs: \(inputs), outputs: [\(output)]\(table)\(fields)}"
    )
  }

  func bytes() throws -> [UInt8] {
    try Flatc.model(
      """
      {version: 3, operator_codes: [\(codes.joined(separator: ", "))],
       buffers: [{}, {data: [7]}, {data: [1, 2, 3, 4]}, {data: [7, 7, 7, 7]}, {data: [7, 7, 7]},
         {data: \([Int](repeating: 7, count: 8192))}],
       subgraphs: [{inputs: [0, 2], outputs: [1],
         tensors: [\(Self.tensors.joined(separator: ",\n"))],
         operators: [\(operators.joined(separator: ",\n"))]}]}
      """)
  }

  func function(
    from input: Int32 = 0, to output: Int32 = 1, _ kernels: RuntimeKernels = .reference
  ) throws -> ElementwiseFunction {
    let graph = GraphIndex(Model(file: try ModelFile(bytes: try bytes())).subgraphs[0])
    return try ElementwiseFunction(
      from: TensorIndex(rawValue: input), to: TensorIndex(rawValue: output), in: graph,
      kernels: kernels)
  }
}
