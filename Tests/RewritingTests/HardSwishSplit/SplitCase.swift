import QuantMath

@testable import Rewriting

/// A split as a model that the oracle builds, and what is predicted of it.
struct SplitCase: Encodable {
  struct Tensor: Encodable {
    let type: String
    var scale: Double?
    var zero_point: Int32?
    let shape: [Int]
    var codes: [Int32]?
  }

  struct Operator: Encodable {
    let `operator`: String
    let version: Int
    let inputs: [Int]
    let output: Int
    let options: String
    let fields: [String: Int]
  }

  /// A strategy for which this file has no operators.
  struct UnknownStrategy: Error {
    let name: String
  }

  let name: String
  let codes: [Int32]
  var expected: [String: [Int32]]
  private(set) var tensors: [Tensor] = []
  private(set) var operators: [Operator] = []

  /// The operators of a split, its input shaped as an image of one channel.
  init(_ name: String, _ split: any HardSwishSplit, _ site: ReplacedHardSwish) throws {
    self.name = "\(split.strategy.rawValue) \(name)"
    codes = Array(site.input.codes.lowest...site.input.codes.highest)
    let tables = try split.tables()
    expected = ["reference": tables.reference]
    expected["default"] = tables.defaultX86

    let x = activation(site.input)
    switch split {
    case let split as Relu6Split:
      let clipped = add(x, split.three, split.clipped)
      let gate = multiply(clipped, constant(split.sixth), split.gate)
      _ = multiply(x, gate, split.output)
    case let split as Relu6FoldedSplit:
      _ = multiply(x, add(x, split.three, split.clipped), split.output)
    case let split as DepthwiseSplit:
      let weight = constant(split.weight, [1, 1, 1, 1])
      let bias = tensor(
        Tensor(
          type: "int32", scale: Double(split.biasScale), zero_point: 0, shape: [1],
          codes: [split.bias]))
      let gate = activation(split.gate)
      apply(
        "DEPTHWISE_CONV_2D", 3, [x, weight, bias], gate, "DepthwiseConv2DOptions",
        ["padding": 1, "strideW": 1, "strideH": 1, "depthMultiplier": 1])
      _ = multiply(x, gate, split.output)
    case let split as Int16Split:
      let wide = quantize(x, split.wide)
      let clipped = add(wide, split.three, split.clipped)
      let product = multiply(wide, clipped, split.product)
      var result = multiply(product, constant(split.sixth), split.result)
      if let signed = split.signed { result = quantize(result, signed) }
      _ = quantize(result, split.output)
    case let split as LookupSplit:
      gather(split.entries, split.output, quantize(x, split.index), version: 6)
    case let split as LookupMicroSplit:
      var index = plain("int32")
      apply("CAST", 3, [x], index, "CastOptions", ["inDataType": 9, "outDataType": 2])
      if let offset = split.offset {
        let constant = tensor(Tensor(type: "int32", shape: [1], codes: [offset]))
        let moved = plain("int32")
        apply("ADD", 1, [index, constant], moved, "AddOptions")
        index = moved
      }
      gather(split.entries, split.output, index, version: 2)
    case let split as FloatSplit:
      let (real, activated) = (plain("float32"), plain("float32"))
      apply("DEQUANTIZE", 2, [x], real, "DequantizeOptions")
      apply("HARD_SWISH", 1, [real], activated, "HardSwishOptions")
      apply("QUANTIZE", 1, [activated], activation(split.output), "QuantizeOptions")
    default:
      throw UnknownStrategy(name: split.strategy.rawValue)
    }
  }

  private mutating func tensor(_ tensor: Tensor) -> Int {
    tensors.append(tensor)
    return tensors.count - 1
  }

  private mutating func plain(_ type: String) -> Int {
    tensor(Tensor(type: type, shape: [1, 16, 16, 1]))
  }

  private mutating func activation(_ grid: Grid) -> Int {
    tensor(
      Tensor(
        type: "\(grid.codes)", scale: Double(grid.scale), zero_point: grid.zeroPoint,
        shape: [1, 16, 16, 1]))
  }

  private mutating func constant(_ scalar: QuantizedScalar, _ shape: [Int] = [1]) -> Int {
    tensor(
      Tensor(
        type: "\(scalar.grid.codes)", scale: Double(scalar.grid.scale),
        zero_point: scalar.grid.zeroPoint, shape: shape, codes: [scalar.code]))
  }

  private mutating func apply(
    _ name: String, _ version: Int, _ inputs: [Int], _ output: Int, _ options: String,
    _ fields: [String: Int] = [:]
  ) {
    operators.append(
      Operator(
        operator: name, version: version, inputs: inputs, output: output, options: options,
        fields: fields))
  }

  private mutating func add(_ x: Int, _ three: QuantizedScalar, _ grid: Grid) -> Int {
    let (constant, output) = (constant(three), activation(grid))
    let version = grid.codes == .int16 ? 3 : 2
    apply(
      "ADD", version, [x, constant], output, "AddOptions",
      ["fusedActivationFunction": 3, "potScaleInt16": 0])
    return output
  }

  private mutating func multiply(_ a: Int, _ b: Int, _ grid: Grid) -> Int {
    let output = activation(grid)
    apply("MUL", grid.codes == .int16 ? 4 : 2, [a, b], output, "MulOptions")
    return output
  }

  private mutating func quantize(_ x: Int, _ grid: Grid) -> Int {
    let output = activation(grid)
    apply("QUANTIZE", 2, [x], output, "QuantizeOptions")
    return output
  }

  private mutating func gather(_ entries: [Int32], _ grid: Grid, _ index: Int, version: Int) {
    let table = tensor(
      Tensor(
        type: "\(grid.codes)", scale: Double(grid.scale), zero_point: grid.zeroPoint, shape: [256],
        codes: entries))
    apply("GATHER", version, [table, index], activation(grid), "GatherOptions")
  }
}
