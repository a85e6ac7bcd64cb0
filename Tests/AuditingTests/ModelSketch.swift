import Auditing
import Foundation
import ModelFormat
import TestSupport

/// A model of one subgraph in few words, for the tests of rules.
///
/// As it stands it is well made: int8, a CONV_2D with two output channels, and a HARD_SWISH.
struct ModelSketch {
  /// A tensor in flatc's JSON, without the braces' ends; `constants` holds its data.
  struct Tensor {
    var name: String
    var type = "INT8"
    var shape: [Int]
    var scales: [Float] = []
    var zeroPoints: [Int64] = []
    var axis = 0
    var data: [UInt8]?
    /// More fields, as JSON: `min: [0], max: [6]` belong in `range`.
    var range = ""
    var more = ""
  }

  /// An operator: its code, tensors by name ("" for one that is left out), options as JSON.
  struct Op {
    var code: String
    var inputs: [String]
    var outputs: [String]
    var options = ""
    var version = 1
    /// More fields of the operator's code, as JSON.
    var moreCode = ""

    /// The operator's code as JSON; one that is a number has no name in the schema.
    var codeJSON: String {
      let name = Int(code) == nil ? #""\#(code)""# : code
      let older = Self.olderCodes[code].map { "deprecated_builtin_code: \($0)" } ?? ""
      return "{builtin_code: \(name), version: \(version), \(moreCode.isEmpty ? older : moreCode)}"
    }

    /// What the older of the two fields holds for the operators of the model as it stands.
    private static let olderCodes = ["CONV_2D": 3, "HARD_SWISH": 117]
  }

  var tensors = [
    Tensor(name: "x", shape: [1, 2, 2, 1], scales: [0.02], zeroPoints: [3]),
    Tensor(
      name: "w", shape: [2, 1, 1, 1], scales: [0.5, 0.25], zeroPoints: [0, 0], data: [100, 127]),
    Tensor(
      name: "b", type: "INT32", shape: [2], scales: [Float(0.02) * 0.5, Float(0.02) * 0.25],
      zeroPoints: [0, 0], data: [7, 0, 0, 0, 9, 0, 0, 0]),
    Tensor(name: "y", shape: [1, 2, 2, 2], scales: [0.05], zeroPoints: [-4]),
    Tensor(name: "h", shape: [1, 2, 2, 2], scales: [0.0265], zeroPoints: [-114]),
  ]
  var ops = [
    Op(
      code: "CONV_2D", inputs: ["x", "w", "b"], outputs: ["y"],
      options: "builtin_options_type: \"Conv2DOptions\", "
        + "builtin_options: {stride_w: 1, stride_h: 1}"),
    Op(code: "HARD_SWISH", inputs: ["y"], outputs: ["h"]),
  ]
  var inputs = ["x"]
  var outputs = ["h"]
  /// The version of the schema.
  var version = 3
  /// More subgraphs, each as JSON.
  var subgraphs: [String] = []
  /// More buffers, each as JSON, behind those of the constants.
  var buffers: [String] = []
  /// More fields of the model, as JSON.
  var more = ""
  /// The whole model as JSON, where it is nothing like the rest.
  var whole: String?

  /// The tensor with a name.
  subscript(name: String) -> Tensor {
    get { tensors.first { $0.name == name } ?? Tensor(name: name, shape: []) }
    set {
      if let index = tensors.firstIndex(where: { $0.name == name }) {
        tensors[index] = newValue
      } else {
        tensors.append(newValue)
      }
    }
  }

  /// Every activation in another type, with the zero points moved so that the reals stay.
  mutating func useUInt8() {
    for index in tensors.indices where tensors[index].type == "INT8" {
      tensors[index].type = "UINT8"
      tensors[index].zeroPoints = tensors[index].zeroPoints.map { $0 + 128 }
    }
  }

  /// Every tensor in FLOAT32 without scales; constants are zeros.
  mutating func useFloat() {
    for index in tensors.indices {
      (tensors[index].type, tensors[index].scales, tensors[index].zeroPoints) = ("FLOAT32", [], [])
      let count = tensors[index].shape.reduce(4, *)
      tensors[index].data = tensors[index].data.map { _ in [UInt8](repeating: 0, count: count) }
    }
  }

  /// The model as flatc's JSON.
  var json: String {
    if let whole { return whole }
    var codes: [String] = []
    for op in ops where !codes.contains(op.codeJSON) { codes.append(op.codeJSON) }
    let constants = tensors.compactMap(\.data)
    var next = 0
    let tensorTexts = tensors.map { tensor -> String in
      var buffer = 0
      if tensor.data != nil {
        next += 1
        buffer = next
      }
      let scales = tensor.scales.map(Self.number)
      let quantization =
        tensor.scales.isEmpty && tensor.range.isEmpty
        ? ""
        : "quantization: {scale: [\(scales.joined(separator: ","))], "
          + "zero_point: \(tensor.zeroPoints), quantized_dimension: \(tensor.axis), \(tensor.range)},"
      return #"{name: "\#(tensor.name)", type: "\#(tensor.type)", shape: \#(tensor.shape), "#
        + "buffer: \(buffer), \(quantization) \(tensor.more)}"
    }
    let opTexts = ops.map { op in
      let code = codes.firstIndex(of: op.codeJSON) ?? 0
      return "{opcode_index: \(code), inputs: \(indices(op.inputs)), "
        + "outputs: \(indices(op.outputs)), \(op.options)}"
    }
    return """
      {version: \(version), operator_codes: [\(codes.joined(separator: ","))], \(more)
       buffers: [{}\((constants.map { "{data: \($0)}" } + buffers).map { ", \($0)" }.joined())],
       subgraphs: [{inputs: \(indices(inputs)), outputs: \(indices(outputs)),
         tensors: [\(tensorTexts.joined(separator: ",\n"))],
         operators: [\(opTexts.joined(separator: ",\n"))]}
         \(subgraphs.map { ", \($0)" }.joined())]}
      """
  }

  /// The model's bytes, made by flatc.
  func bytes() throws -> [UInt8] { try Flatc.model(json) }

  /// The model.
  func model() throws -> Model { Model(file: try ModelFile(bytes: try bytes())) }

  private func indices(_ names: [String]) -> [Int] {
    names.map { name in tensors.firstIndex { $0.name == name } ?? -1 }
  }

  /// flatc takes no infinities as numbers, but as words.
  private static func number(_ value: Float) -> String {
    value.isNaN ? "nan" : value.isInfinite ? (value < 0 ? "-inf" : "inf") : "\(value)"
  }
}
