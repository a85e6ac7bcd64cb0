import Foundation
import ModelFormat
import QuantMath
import TestSupport

/// A model of a few operators, put together tensor by tensor; flatc writes it.
struct ChainModel {
  /// What the operators are for, and their parameters.
  let name: String
  let shape: [Int]
  private var tensors: [String] = []
  private var buffers = ["{}"]
  private var codes: [String] = []
  private var operators: [String] = []
  private var grids: [String] = []

  /// A model whose input, tensor 0, has this shape.
  init(_ name: String, shape: [Int]) { (self.name, self.shape) = (name, shape) }

  /// The name with every grid.
  var fullName: String { "\(name): \(grids.joined(separator: " "))" }

  /// A tensor of codes; its shape is the input's unless it has data.
  mutating func tensor(_ grid: Grid, _ data: [Int32]? = nil, shape: [Int]? = nil) -> Int {
    grids.append("\(grid.codes)(\(grid.scale), \(grid.zeroPoint))")
    let quantization =
      grid.granularity == .missing
      ? "" : "quantization: {scale: [\(grid.scale)], zero_point: [\(grid.zeroPoint)]},"
    let width = grid.codes.count == 256 ? 1 : grid.codes == .int16 ? 2 : 4
    return tensor(
      "\(grid.codes)".uppercased(), quantization, data.map { stored($0, width) },
      shape ?? data.map { [$0.count] } ?? self.shape)
  }

  /// A tensor of floats.
  mutating func reals(_ data: [Float]? = nil, shape: [Int]? = nil) -> Int {
    tensor(
      "FLOAT32", "", data.map { stored($0.map { Int32(bitPattern: $0.bitPattern) }, 4) },
      shape ?? data.map { [$0.count] } ?? self.shape)
  }

  /// A tensor of half precision floats.
  mutating func halves(_ data: [Float16]) -> Int {
    tensor("FLOAT16", "", stored(data.map { Int32($0.bitPattern) }, 2), [data.count])
  }

  private mutating func tensor(
    _ type: String, _ quantization: String, _ data: [UInt8]?, _ shape: [Int]
  ) -> Int {
    var buffer = 0
    if let data {
      buffer = buffers.count
      buffers.append("{data: \(data)}")
    }
    tensors.append(
      "{shape: \(shape), type: \"\(type)\", \(quantization) buffer: \(buffer), "
        + "name: \"t\(tensors.count)\"}")
    return tensors.count - 1
  }

  /// An operator that writes `output`; options are the fields of its table, in JSON.
  mutating func add(
    _ op: String, _ inputs: [Int], _ output: Int, version: Int = 1, options: String = ""
  ) {
    codes.append("{builtin_code: \"\(op)\", version: \(version)}")
    let table =
      switch op {
      case "DEPTHWISE_CONV_2D": "DepthwiseConv2D"
      case "MINIMUM", "MAXIMUM": "MaximumMinimum"
      default: op.capitalizedWords
      }
    let kind =
      ["RELU", "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1"].contains(op)
      ? "" : ", builtin_options_type: \"\(table)Options\", builtin_options: {\(options)}"
    operators.append(
      "{opcode_index: \(codes.count - 1), inputs: \(inputs), outputs: [\(output)]\(kind)}")
  }

  /// An ADD or MUL with an activation; int16 with scales of any size.
  mutating func add(
    _ op: String, _ a: Int, _ b: Int, _ output: Int, _ activation: FusedActivation = .none
  ) {
    let words = op == "ADD" || op == "SUB" ? ", pot_scale_int16: false" : ""
    add(
      op, [a, b], output, version: 2,
      options: "fused_activation_function: \(activation.rawValue)\(words)")
  }

  /// The model's bytes; `output` is what it gives back.
  func bytes(output: Int) throws -> [UInt8] {
    try Flatc.model(
      """
      {version: 3, operator_codes: [\(codes.joined(separator: ", "))],
       buffers: [\(buffers.joined(separator: ", "))],
       subgraphs: [{inputs: [0], outputs: [\(output)], tensors: [\(tensors.joined(separator: ", "))],
        operators: [\(operators.joined(separator: ", "))]}]}
      """)
  }
}

private func stored(_ numbers: [Int32], _ width: Int) -> [UInt8] {
  numbers.flatMap { number in (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}

extension String {
  /// `HARD_SWISH` as the schema names its options: `HardSwish`.
  fileprivate var capitalizedWords: String {
    split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined()
  }
}
