import Foundation
import TestSupport

/// Small models in pairs, written with flatc, and a file for each.
enum ModelPairs {
  /// A tensor as flatc's JSON, without its braces.
  static func tensor(
    _ name: String, _ type: String = "FLOAT32", _ grid: (scale: Double, zeroPoint: Int)? = nil,
    shape: String = "[4]", buffer: Int = 0
  ) -> String {
    let quantization = grid.map {
      #", "quantization": {"scale": [\#($0.scale)], "zero_point": [\#($0.zeroPoint)]}"#
    }
    return #"{"name": "\#(name)", "type": "\#(type)", "shape": \#(shape), "buffer": \#(buffer)"#
      + "\(quantization ?? "")}"
  }

  /// A model of operators in a row, each reading the tensor before it, the first one the input.
  static func chain(
    _ operators: [String], _ tensors: [String], data: [String] = [], more: String = ""
  ) throws -> Data {
    let codes = operators.map { #"{"builtin_code": "\#($0)", "version": 2}"# }
    let steps = operators.indices.map {
      #"{"opcode_index": \#($0), "inputs": [\#($0)], "outputs": [\#($0 + 1)]}"#
    }
    return try model(codes: codes, tensors, steps, outputs: [operators.count], data, more: more)
  }

  /// One ADD of the input and a constant; the input is tensor 0, the output tensor 2.
  static func adding(_ tensors: [String], constant: [UInt8]) throws -> Data {
    let step =
      #"{"inputs": [0, 1], "outputs": [2], "builtin_options_type": "AddOptions", "#
      + #""builtin_options": {}}"#
    return try model(
      codes: [#"{"builtin_code": "ADD", "version": 2}"#], tensors, [step], outputs: [2],
      ["\(constant)"])
  }

  static func model(
    codes: [String], _ tensors: [String], _ operators: [String], outputs: [Int],
    _ data: [String] = [], more: String = ""
  ) throws -> Data {
    let buffers = ["{}"] + data.map { #"{"data": \#($0)}"# }
    return Data(
      try Flatc.model(
        """
        {"version": 3, "operator_codes": [\(codes.joined(separator: ", "))],
         "buffers": [\(buffers.joined(separator: ", "))],
         "subgraphs": [{"inputs": [0], "outputs": \(outputs),
           "tensors": [\(tensors.joined(separator: ", "))],
           "operators": [\(operators.joined(separator: ", "))]}\(more)]}
        """))
  }

  /// Gives `body` the paths of two files with these models.
  static func withFiles<R>(_ a: Data, _ b: Data, _ body: (URL, URL) throws -> R) throws -> R {
    try Places.withTemporaryFolder { folder in
      let (first, second) = (folder.appending(path: "a.tflite"), folder.appending(path: "b.tflite"))
      try a.write(to: first)
      try b.write(to: second)
      return try body(first, second)
    }
  }

  /// The little-endian bytes of floats.
  static func bytes(_ floats: Float...) -> [UInt8] {
    floats.flatMap { float in withUnsafeBytes(of: float.bitPattern.littleEndian) { Array($0) } }
  }

  /// A loop that never ends, in which LiteRT hangs.
  static func endless() throws -> Data {
    let scalar = tensor("x", shape: "[1]")
    let loop =
      #"{"inputs": [0], "outputs": [1], "builtin_options_type": "WhileOptions", "#
      + #""builtin_options": {"cond_subgraph_index": 1, "body_subgraph_index": 2}}"#
    let equal = #"{"opcode_index": 1, "inputs": [0, 0], "outputs": [1]}"#
    let always =
      #", {"inputs": [0], "outputs": [1], "tensors": [\#(scalar), "#
      + #"\#(tensor("always", "BOOL", shape: "[1]"))], "operators": [\#(equal)]}"#
    let body =
      #", {"inputs": [0], "outputs": [1], "tensors": [\#(scalar), \#(tensor("y", shape: "[1]"))], "#
      + #""operators": [{"opcode_index": 2, "inputs": [0], "outputs": [1]}]}"#
    return try model(
      codes: ["WHILE", "EQUAL", "RELU"].map { #"{"builtin_code": "\#($0)"}"# },
      [scalar, tensor("end", shape: "[1]")], [loop], outputs: [1], more: always + body)
  }
}
