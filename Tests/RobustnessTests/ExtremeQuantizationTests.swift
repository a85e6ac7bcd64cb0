import Exercises
import Foundation
import TestSupport
import Testing

/// Scales and zero points at the ends of their types, in every place of a model that passes change.
@Suite struct ExtremeQuantizationTests {
  private static let scales: [Float] = [
    0, .leastNonzeroMagnitude, 1e-38, 1e38, .infinity, .nan, -1, -.infinity,
  ]
  private static let zeroPoints: [Int64] = [
    .min, .max, Int64(Int32.min), Int64(Int32.max), -129, 256,
  ]

  /// What stands in the model for them: found nowhere else in its bytes.
  private static let marks: [(scale: Float, zeroPoint: Int64)] = (1...8).map { mark in
    let scale: Float = 0.0123 + Float(mark) / 1_000
    return (scale, 7_000_001 + Int64(mark))
  }

  private static let template = Result { try Flatc.model(json) }

  private static var json: String {
    func quantized(_ mark: Int) -> String {
      "quantization: {scale: [\(marks[mark].scale)], zero_point: [\(marks[mark].zeroPoint)]}"
    }
    func tensor(_ name: String, _ type: String, _ shape: String, _ more: String) -> String {
      "{name: \"\(name)\", type: \"\(type)\", shape: \(shape), \(more)}"
    }
    let shape = "[1, 2, 2, 2]"
    let tensors = [
      tensor("x", "INT8", shape, quantized(0)),
      tensor(
        "w", "INT8", "[2, 1, 1, 2]",
        "buffer: 1, quantization: {scale: [\(marks[1].scale), \(marks[2].scale)], zero_point: [0, 0]}"
      ),
      tensor("b", "INT32", "[2]", "buffer: 2, \(quantized(2))"),
      tensor("y", "INT8", shape, quantized(3)),
      tensor("z", "INT8", shape, quantized(4)),
      tensor("c", "INT8", "[]", "buffer: 3, \(quantized(5))"),
      tensor("gate", "INT8", shape, quantized(6)),
      tensor("product", "INT8", shape, quantized(7)),
      tensor("real", "FLOAT32", shape, ""),
    ]
    let add =
      "builtin_options_type: \"AddOptions\", builtin_options: {fused_activation_function: \"RELU6\"}"
    return """
      {version: 3,
       operator_codes: [
         {deprecated_builtin_code: 3, builtin_code: "CONV_2D", version: 3},
         {deprecated_builtin_code: 117, builtin_code: "HARD_SWISH"},
         {builtin_code: "ADD", version: 2},
         {deprecated_builtin_code: 18, builtin_code: "MUL", version: 2},
         {deprecated_builtin_code: 6, builtin_code: "DEQUANTIZE", version: 2}],
       buffers: [{}, {data: [1, 127, 128, 255]}, {data: [1, 0, 0, 0, 255, 255, 255, 127]}, {data: [100]}],
       subgraphs: [{inputs: [0], outputs: [8], tensors: [\(tensors.joined(separator: ",\n"))],
         operators: [
           {opcode_index: 0, inputs: [0, 1, 2], outputs: [3],
            builtin_options_type: "Conv2DOptions", builtin_options: {stride_w: 1, stride_h: 1}},
           {opcode_index: 1, inputs: [3], outputs: [4]},
           {opcode_index: 2, inputs: [4, 5], outputs: [6], \(add)},
           {opcode_index: 3, inputs: [4, 6], outputs: [7],
            builtin_options_type: "MulOptions", builtin_options: {}},
           {opcode_index: 4, inputs: [7], outputs: [8]}]}]}
      """
  }

  /// The template with ordinary numbers but for those that are given.
  private static func model(scale: (Int) -> Float, zeroPoint: (Int) -> Int64) throws -> [UInt8] {
    var bytes = try template.get()
    for (place, mark) in marks.enumerated() {
      replace(&bytes, mark.scale.bitPattern, scale(place).bitPattern)
      replace(&bytes, mark.zeroPoint, zeroPoint(place))
    }
    return bytes
  }

  private static func replace<Number: FixedWidthInteger>(
    _ bytes: inout [UInt8], _ old: Number, _ new: Number
  ) {
    let pattern = withUnsafeBytes(of: old.littleEndian, Array.init)
    let other = withUnsafeBytes(of: new.littleEndian, Array.init)
    for at in stride(from: 0, through: bytes.count - pattern.count, by: 4)
    where Array(bytes[at..<at + pattern.count]) == pattern {
      bytes.replaceSubrange(at..<at + pattern.count, with: other)
    }
  }

  /// One place extreme at a time, then all at once.
  private static func models() throws -> [[UInt8]] {
    var models: [[UInt8]] = []
    for place in marks.indices {
      for scale in scales {
        models.append(try model(scale: { $0 == place ? scale : 0.05 }, zeroPoint: { _ in 0 }))
      }
      for zero in zeroPoints {
        models.append(try model(scale: { _ in 0.05 }, zeroPoint: { $0 == place ? zero : 0 }))
      }
    }
    for scale in scales {
      for zero in zeroPoints {
        models.append(try model(scale: { _ in scale }, zeroPoint: { _ in zero }))
      }
      models.append(try model(scale: { _ in scale }, zeroPoint: { _ in 0 }))
    }
    return models
  }

  @Test func theTemplateHoldsEveryMark() throws {
    let bytes = try Self.template.get()
    for mark in Self.marks {
      var changed = bytes
      Self.replace(&changed, mark.scale.bitPattern, 0)
      #expect(changed != bytes, "scale \(mark.scale)")
    }
  }

  /// It comes to an end: a trap would be the end of the tests.
  @Test(arguments: Exercise.ofModels)
  func nothingTraps(name: String) throws {
    for bytes in try Self.models() { Exercise.run(name, on: bytes) }
  }

  /// The strategies that look for their numbers, on a few.
  @Test(arguments: ["relu6", "relu6-folded", "depthwise", "int16"])
  func noSearchTraps(strategy: String) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      for (scale, zero) in zip(Self.scales, Self.zeroPoints + [0, 1]) {
        for place in [3, 4] {
          let bytes = try Self.model(
            scale: { $0 == place ? scale : 0.05 }, zeroPoint: { $0 == place ? zero : 0 })
          try Data(bytes).write(to: file)
          let outcome = try Program.tflens(
            "rewrite", file.path, "-o", folder.appending(path: "o.tflite").path,
            "--split-hard-swish=\(strategy)", "--dry-run")
          #expect((0...3).contains(outcome.status), "scale \(scale), zero point \(zero)")
        }
      }
    }
  }
}
