/// flatc's JSON of a hard-swish in three operators, that a test changes in one place.
///
/// As it stands it is int8: ADD 3 with RELU6, MUL by 1/6, MUL by x.
struct SpelledHardSwish {
  var type = "INT8"
  var input = Self.quantization(0.05, -10)
  var inputType: String?
  var clipped = Self.quantization(6.0 / 255, -128)
  var output = Self.quantization(0.03, -118)
  var outputShape = "[1, 4]"
  var subgraph = "inputs: [0], outputs: [5],"
  /// Fields of the tensor between ADD and MUL.
  var middle = ""
  /// Fields of the tensor x.
  var x = ""
  /// More operators behind the three; code 2 is ABS, tensor 6 is spare.
  var more = ""
  var model = ""
  /// The bytes of both constants.
  var constant = "[127]"
  /// In the order in which they stand.
  var order = [0, 1, 2]

  static func quantization(_ scale: Float, _ zeroPoint: Int) -> String {
    "quantization: {scale: [\(scale)], zero_point: [\(zeroPoint)]},"
  }

  var json: String {
    let operators = [
      """
      {opcode_index: 0, inputs: [0, 1], outputs: [2], builtin_options_type: "AddOptions",
       builtin_options: {fused_activation_function: RELU6}},
      """,
      """
      {opcode_index: 1, inputs: [2, 3], outputs: [4], builtin_options_type: "MulOptions",
       builtin_options: {}},
      """,
      """
      {opcode_index: 1, inputs: [0, 4], outputs: [5], builtin_options_type: "MulOptions",
       builtin_options: {}},
      """,
    ]
    return """
      {version: 3, \(model)
       operator_codes: [{deprecated_builtin_code: 0, version: 2},
                        {deprecated_builtin_code: 18, builtin_code: MUL, version: 2},
                        {deprecated_builtin_code: 101, builtin_code: ABS}],
       buffers: [{}, {data: \(constant)}, {data: \(constant)}],
       subgraphs: [{\(subgraph)
         tensors: [
           {shape: [1, 4], type: "\(inputType ?? type)", \(input) \(x) name: "x"},
           {type: "\(type)", buffer: 1, \(Self.quantization(3.0 / 127, 0)) name: "three"},
           {shape: [1, 4], type: "\(type)", \(clipped) \(middle) name: "clipped"},
           {type: "\(type)", buffer: 2, \(Self.quantization(1.0 / 6 / 127, 0)) name: "sixth"},
           {shape: [1, 4], type: "\(type)", \(Self.quantization(1.0 / 255, -128)) name: "gate"},
           {shape: \(outputShape), type: "\(type)", \(output) name: "y"},
           {shape: [1, 4], type: "\(type)", \(Self.quantization(0.03, -118)) name: "spare"}],
         operators: [\(order.map { operators[$0] }.joined()) \(more)]}]}
      """
  }
}
