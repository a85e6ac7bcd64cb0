import ModelFormat
import TestSupport

/// flatc's JSON of a model of one or two operators that multiply with weights of two channels and add
/// a bias, that a test changes in one place.
struct MatrixModel {
  /// The operator, with its version.
  var code = "builtin_code: CONV_2D, version: 3"
  var options = """
    builtin_options_type: "Conv2DOptions",
    builtin_options: {stride_w: 1, stride_h: 1, dilation_w_factor: 1, dilation_h_factor: 1},
    """
  var type = "INT8"
  var input = "quantization: {scale: [0.25], zero_point: [3]},"
  var output = "quantization: {scale: [64], zero_point: [-5]},"
  var weightType = "INT8"
  var weightShape = "[2, 1, 1, 4]"
  var scales = "[0.5, 0.25]"
  var zeroPoints = "[0, 0]"
  var axis = 0
  /// Further fields of the weights.
  var weightFields = ""
  var weights: [Int8] = [127, -127, 3, 0, 101, -127, 3, -1]
  var biasType = "INT32"
  var biasScales = "scale: [0.125, 0.0625], zero_point: [0, 0],"
  var bias: [Int32] = [1000, -2001]
  /// The inputs of the operator, by tensor: 0 input, 1 weights, 2 bias, 3 output, 4 another output.
  var inputs = "[0, 1, 2]"
  var outputs = "[3]"
  /// Operators behind the first.
  var more = ""
  /// Operator codes behind the first.
  var moreCodes = ""
  /// Tensors behind the five.
  var moreTensors = ""

  /// The model.
  var file: ModelFile { get throws { try ModelFile(bytes: Flatc.model(json)) } }

  var json: String {
    """
    {version: 3, operator_codes: [{\(code)} \(moreCodes)],
     buffers: [{}, {data: \(weights.map { UInt8(bitPattern: $0) })},
       {data: \(bias.flatMap { n in (0..<4).map { UInt8(truncatingIfNeeded: n >> ($0 * 8)) } })}],
     subgraphs: [{inputs: [0], outputs: \(outputs),
       tensors: [
         {name: "x", type: "\(type)", shape: [1, 2, 2, 4], \(input)},
         {name: "w", type: "\(weightType)", shape: \(weightShape), buffer: 1, \(weightFields)
          quantization: {scale: \(scales), zero_point: \(zeroPoints), quantized_dimension: \(axis)}},
         {name: "b", type: "\(biasType)", shape: [2], buffer: 2, quantization: {\(biasScales)}},
         {name: "y", type: "\(type)", shape: [1, 2, 2, 2], \(output)},
         {name: "z", type: "\(type)", shape: [1, 2, 2, 2], \(output)} \(moreTensors)],
       operators: [{opcode_index: 0, inputs: \(inputs), outputs: [3], \(options)} \(more)]}]}
    """
  }
}

extension ModelFormat.Model {
  /// The int8 elements of a tensor of the first subgraph.
  func codes(_ tensor: Int) -> [Int8] {
    subgraphs[0].tensors[tensor].data.map { Array($0.scalars(of: Int8.self)) } ?? []
  }

  /// The int32 elements of a tensor of the first subgraph.
  func integers(_ tensor: Int) -> [Int32] {
    subgraphs[0].tensors[tensor].data.map { Array($0.scalars(of: Int32.self)) } ?? []
  }

  /// The scales of a tensor of the first subgraph.
  func scales(_ tensor: Int) -> [Float] { subgraphs[0].tensors[tensor].quantization?.scales ?? [] }

  /// The zero points of a tensor of the first subgraph.
  func zeroPoints(_ tensor: Int) -> [Int64] {
    subgraphs[0].tensors[tensor].quantization?.zeroPoints ?? []
  }
}
