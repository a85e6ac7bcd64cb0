/// flatc's JSON of a model that takes and gives floats and computes in codes between, that a test
/// changes in one place: QUANTIZE, HARD_SWISH, DEQUANTIZE.
struct QuantizedBetweenFloats {
  var type = "INT8"
  var input = "quantization: {scale: [0.05], zero_point: [-10]},"
  var output = "quantization: {scale: [0.03], zero_point: [-118]},"
  /// Fields of the tensor that the caller fills.
  var x = #"shape_signature: [-1, 4],"#
  var codes = ""
  var codesShape = "[1, 4]"
  var inputs = "[0]"
  var outputs = "[3]"
  /// Operators behind the three; code 3 is ABS, code 0 QUANTIZE, code 4 WHILE, tensor 4 is a spare
  /// float, tensor 5 spare codes.
  var more = ""
  /// The operators, unless a test has others.
  var operators = """
    {opcode_index: 0, inputs: [0], outputs: [1]}, {opcode_index: 1, inputs: [1], outputs: [2]},
    {opcode_index: 2, inputs: [2], outputs: [3]},
    """
  var model = ""
  var subgraphs = ""
  var extraBuffers = ""

  var json: String {
    """
    {version: 3, \(model)
     operator_codes: [
       {deprecated_builtin_code: 114, builtin_code: QUANTIZE},
       {deprecated_builtin_code: 117, builtin_code: HARD_SWISH},
       {deprecated_builtin_code: 6, builtin_code: DEQUANTIZE, version: 2},
       {deprecated_builtin_code: 101, builtin_code: ABS},
       {deprecated_builtin_code: 119, builtin_code: WHILE}],
     buffers: [{}, {data: [1, 2, 3, 4]} \(extraBuffers)],
     subgraphs: [{inputs: \(inputs), outputs: \(outputs),
       tensors: [
         {shape: [1, 4], \(x) name: "x"},
         {shape: \(codesShape), type: "\(type)", \(input) \(codes) name: "x_codes"},
         {shape: [1, 4], type: "\(type)", \(output) name: "y_codes"},
         {shape: [1, 4], name: "y"},
         {shape: [1, 4], name: "float"},
         {shape: [1, 4], type: "\(type)", \(output) name: "codes"}],
       operators: [\(operators) \(more)]} \(subgraphs)]}
    """
  }
}
