import ModelFormat
import TestSupport

/// A model of HARD_SWISH operators, each from an input of its own, made by flatc.
struct HardSwishModel {
  /// A tensor's quantization, as JSON fields.
  struct Quantization {
    var scales: [Double] = [0.05]
    var zeroPoints: [Int] = [-20]
    var axis = 0
  }

  var type = "INT8"
  var outputType: String?
  var shape = "[1, 2, 2, 3]"
  var signature: String?
  var input: Quantization? = Quantization()
  var output: Quantization? = Quantization(scales: [0.035], zeroPoints: [-117])
  /// How many there are.
  var count = 1
  /// Extra fields of the model, as JSON.
  var more = ""
  /// The buffers, as JSON.
  var buffers = "{}"

  /// The model.
  var file: ModelFile { get throws { try ModelFile(bytes: Flatc.model(json)) } }

  private var json: String {
    let tensors = (0..<count).flatMap { i in
      [
        tensor("x\(i)", type, input), tensor("y\(i)", outputType ?? type, output),
      ]
    }
    let operators = (0..<count).map {
      "{opcode_index: 0, inputs: [\(2 * $0)], outputs: [\(2 * $0 + 1)]}"
    }
    let inputs = (0..<count).map { "\(2 * $0)" }.joined(separator: ",")
    let outputs = (0..<count).map { "\(2 * $0 + 1)" }.joined(separator: ",")
    return """
      {version: 3, operator_codes: [{deprecated_builtin_code: 117, builtin_code: "HARD_SWISH"}],
       subgraphs: [{tensors: [\(tensors.joined(separator: ","))], inputs: [\(inputs)],
         outputs: [\(outputs)], operators: [\(operators.joined(separator: ","))]}],
       buffers: [\(buffers)] \(more)}
      """
  }

  private func tensor(_ name: String, _ type: String, _ quantization: Quantization?) -> String {
    var fields = ["name: \"\(name)\"", "type: \"\(type)\"", "shape: \(shape)"]
    if let signature { fields.append("shape_signature: \(signature)") }
    if let quantization {
      fields.append(
        "quantization: {scale: \(quantization.scales), zero_point: \(quantization.zeroPoints), "
          + "quantized_dimension: \(quantization.axis)}")
    }
    return "{\(fields.joined(separator: ", "))}"
  }
}
