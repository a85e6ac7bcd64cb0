/// A model of a few operators on tensors of one shape, built in a test and written by flatc.
public struct ElementwiseGraph {
  /// A scale and a zero point; nil for float32.
  public typealias Grid = (scale: Float, zeroPoint: Int)?

  private var tensors: [String] = []
  private var shapes: [[Int]] = []
  private var buffers = ["{}"]
  private var codes: [String] = []
  private var operators: [String] = []

  /// No operator yet.
  public init() {}

  /// Adds a tensor that an operator or a caller writes.
  public mutating func tensor(_ grid: Grid = nil, shape: [Int] = [1, 4]) -> Int {
    add(grid, shape: shape, buffer: 0)
  }

  /// Adds a constant of one element; on a grid, at its nearest code.
  public mutating func constant(_ value: Float, _ grid: Grid = nil) -> Int {
    guard let grid else {
      let bits = value.bitPattern
      return data((0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }, nil)
    }
    let code = Int((value / grid.scale).rounded()) + grid.zeroPoint
    return data([UInt8(bitPattern: Int8(max(-128, min(127, code))))], grid)
  }

  /// Adds a constant of one element by its bytes.
  public mutating func data(_ bytes: [UInt8], _ grid: Grid) -> Int {
    buffers.append("{data: \(bytes)}")
    return add(grid, shape: [1], buffer: buffers.count - 1)
  }

  /// Adds an operator.
  public mutating func op(
    _ code: String, _ inputs: [Int], _ output: Int, fused: String = "NONE"
  ) {
    if !codes.contains(code) { codes.append(code) }
    let words = code.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }
    let name = ["MINIMUM", "MAXIMUM"].contains(code) ? "MaximumMinimum" : words.joined()
    let fields =
      code == "RESHAPE"
      ? "new_shape: \(shapes[output])"
      : fused == "NONE" ? "" : "fused_activation_function: \(fused)"
    operators.append(
      """
      {opcode_index: \(codes.firstIndex(of: code) ?? 0), inputs: \(inputs), outputs: [\(output)],
       builtin_options_type: "\(name)Options", builtin_options: {\(fields)}}
      """)
  }

  /// flatc's JSON of the whole.
  public func json(from input: Int, to output: Int) -> String {
    """
    {version: 3,
     operator_codes: [\(codes.map { "{builtin_code: \($0), version: \($0 == "RESHAPE" ? 1 : 2)}" }.joined(separator: ", "))],
     buffers: [\(buffers.joined(separator: ", "))],
     subgraphs: [{inputs: [\(input)], outputs: [\(output)],
       tensors: [\(tensors.joined(separator: ",\n"))],
       operators: [\(operators.joined(separator: ",\n"))]}]}
    """
  }

  private mutating func add(_ grid: Grid, shape: [Int], buffer: Int) -> Int {
    let number = tensors.count
    shapes.append(shape)
    let quantization = grid.map {
      "quantization: {scale: [\($0.scale)], zero_point: [\($0.zeroPoint)]},"
    }
    tensors.append(
      """
      {name: "t\(number)", type: "\(grid == nil ? "FLOAT32" : "INT8")", shape: \(shape),
       buffer: \(buffer), \(quantization ?? "")}
      """)
    return number
  }
}

extension ElementwiseGraph {
  /// Ways to decompose a hard-swish that converters of the mainstream do not take.
  public enum Spelling: String, CaseIterable, Sendable {
    /// `x - (-3)`, the constant on a scale of its own.
    case subtraction
    /// `min(relu(x + 3), 6)`, the bound's code meant on the scale of what it bounds.
    case minimum
    /// The gate goes through two RESHAPE.
    case reshapedGate
    /// `x/2 + x/2 * relu1(x/3)`.
    case sum
    /// RELU at the end, on codes that end at 0.
    case reluOnCodes
    /// RELU6 at the end, on codes that go on.
    case relu6
  }

  /// The model of a spelling, in int8 or float32.
  public static func json(_ spelling: Spelling, isFloat: Bool) -> String {
    var g = ElementwiseGraph()
    func on(_ scale: Float, _ zeroPoint: Int) -> Grid { isFloat ? nil : (scale, zeroPoint) }
    let x = g.tensor(on(0.05, -10))
    let y = g.tensor(spelling == .reluOnCodes ? on(0.03, -128) : on(0.03, -118))
    if spelling == .sum {
      let half = g.tensor(on(0.025, -10))
      let third = g.tensor(on(1 / 127, 0))
      let product = g.tensor(on(0.03, 0))
      g.op("MUL", [x, g.constant(1 / 3, on(1 / 3 / 127, 0))], third, fused: "RELU_N1_TO_1")
      g.op("MUL", [x, g.constant(0.5, on(0.5 / 127, 0))], half)
      g.op("MUL", [third, half], product)
      g.op("ADD", [product, half], y)
      return g.json(from: x, to: y)
    }
    let clipped = g.tensor(on(6.0 / 255, -128))
    let three = on(3.0 / 127, 0)
    switch spelling {
    case .subtraction: g.op("SUB", [x, g.constant(-3, three)], clipped, fused: "RELU6")
    case .minimum:
      let sum = g.tensor(on(0.04, -128))
      let bounded = g.tensor(on(0.04, -128))
      // 6 is code 22 of the sum, whatever the constant's own scale says.
      let six = isFloat ? g.constant(6) : g.data([22], on(6.0 / 127, 0))
      g.op("ADD", [x, g.constant(3, three)], sum, fused: "RELU")
      g.op("MINIMUM", [sum, six], bounded)
      return finish(&g, x, bounded, y, fused: "NONE", on: on)
    default: g.op("ADD", [x, g.constant(3, three)], clipped, fused: "RELU6")
    }
    guard spelling == .reshapedGate else {
      let fused = spelling == .relu6 ? "RELU6" : spelling == .reluOnCodes ? "RELU" : "NONE"
      return finish(&g, x, clipped, y, fused: fused, on: on)
    }
    let column = g.tensor(on(6.0 / 255, -128), shape: [4, 1])
    let back = g.tensor(on(6.0 / 255, -128))
    g.op("RESHAPE", [clipped], column)
    g.op("RESHAPE", [column], back)
    return finish(&g, x, back, y, fused: "NONE", on: on)
  }

  private static func finish(
    _ g: inout ElementwiseGraph, _ x: Int, _ clipped: Int, _ y: Int, fused: String,
    on: (Float, Int) -> Grid
  ) -> String {
    let gate = g.tensor(on(1.0 / 255, -128))
    g.op("MUL", [clipped, g.constant(1.0 / 6, on(1.0 / 6 / 127, 0))], gate)
    g.op("MUL", [x, gate], y, fused: fused)
    return g.json(from: x, to: y)
  }
}
