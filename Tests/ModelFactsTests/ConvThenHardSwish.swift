import ModelFormat
import TestSupport

/// A model of two operators, a matrix operator and a HARD_SWISH, that a test changes in one place.
///
/// As it stands it is well made: int8 throughout, two output channels with a weight scale each.
struct ConvThenHardSwish {
  var op = "CONV_2D"
  var inputs = "[0, 1, 2]"
  var activationType = "INT8"
  var input = Self.quantization([0.02], [3])
  var weightsType = "INT8"
  var weightsShape = [2, 1, 1, 1]
  var weights = Self.quantization([0.5, 0.25], [0, 0], axis: 0)
  var biasData: [UInt8] = [7, 0, 0, 0, 9, 0, 0, 0]
  // float32 products, as the converter writes them.
  var bias = Self.quantization([Float(0.02) * 0.5, Float(0.02) * 0.25], [0, 0], axis: 0)
  var middle = Self.quantization([0.05], [-4])
  var outputType: String?
  var output = Self.quantization([0.03], [-116])
  /// More operators, in flatc's JSON, between the two; they lead from tensor 3 to tensor 5.
  var between = ""
  var codes = #"{builtin_code: "RESHAPE"}"#

  /// flatc's JSON for a quantization table; the shortest decimals that read back to the floats.
  static func quantization(_ scales: [Float], _ zeroPoints: [Int64], axis: Int = 0) -> String {
    "quantization: {scale: \(scales), zero_point: \(zeroPoints), quantized_dimension: \(axis)},"
  }

  var json: String {
    let swishInput = between.isEmpty ? 3 : 5
    return """
      {version: 3,
       operator_codes: [{builtin_code: "\(op)"}, {builtin_code: "HARD_SWISH"}, \(codes)],
       buffers: [{}, {data: [1, 2]}, {data: \(biasData)}],
       subgraphs: [{
         inputs: [0], outputs: [4],
         tensors: [
           {shape: [1, 2, 2, 1], type: "\(activationType)", \(input) name: "x"},
           {shape: \(weightsShape), type: "\(weightsType)", \(weights) buffer: 1, name: "w"},
           {shape: [2], type: "INT32", \(bias) buffer: 2, name: "b"},
           {shape: [1, 2, 2, 2], type: "\(activationType)", \(middle) name: "y"},
           {shape: [1, 2, 2, 2], type: "\(outputType ?? activationType)", \(output) name: "h"},
           {shape: [1, 8], type: "\(activationType)", \(middle) name: "moved"},
           {shape: [2], type: "INT32", name: "shape"}],
         operators: [
           {opcode_index: 0, inputs: \(inputs), outputs: [3]}, \(between)
           {opcode_index: 1, inputs: [\(swishInput)], outputs: [4]}]}]}
      """
  }

  func model() throws -> Model {
    Model(file: try ModelFile(bytes: try Flatc.model(json)))
  }
}
