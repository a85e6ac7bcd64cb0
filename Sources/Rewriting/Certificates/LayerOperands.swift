internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A matrix operator as its integer kernels see it: input codes, weights, bias, output codes.
struct LayerOperands {
  let op: Operator
  let input: Grid
  let weights: Tensor
  let axis: Int
  let requantization: Requantization
  let isUInt8: Bool
  /// Whether sums are kept in 64 bits.
  let hasWideSums: Bool
  private let bias: Bias
  private let biasBuffer: BufferIndex?

  private enum Bias {
    case none
    case int32(Scalars<Int32>)
    case int64(Scalars<Int64>)
  }

  /// - Throws: why the operator's result is not known.
  init(_ op: Operator, in graph: GraphIndex) throws(Reason) {
    guard op.builtin.traits.isQuantizedLayer, let matrix = MatrixOperator(op, in: graph),
      let weights = matrix.weights, let input = matrix.input, let output = matrix.output
    else { throw Reason("\(op.builtin.name) is not a layer with weights that can be bounded") }
    guard let grid = QuantizedTensor(input).grid, grid.isOrdinary,
      grid.codes.count <= CodeRange.int16.count
    else { throw Reason("\(op.builtin.name) reads \(input.type.name) without a scale") }
    (self.op, self.weights, self.input, axis) = (op, weights, grid, matrix.channelAxis)
    requantization = try Requantization(op, QuantizedTensor(output).grid)
    isUInt8 = input.type == .uint8
    bias = try Self.bias(matrix.bias, weights, axis: matrix.channelAxis)
    biasBuffer = matrix.bias?.buffer
    if case .int64 = bias { hasWideSums = true } else { hasWideSums = false }
  }

  /// Everything that the arithmetic of a layer depends on, in one subgraph.
  struct Arithmetic: Hashable {
    fileprivate let op: BuiltinOperator
    fileprivate let (weights, bias): (TensorIndex, BufferIndex?)
    fileprivate let (inputScale, inputZeroPoint, inputCodes): (Float, Int32, ClosedRange<Int32>)
    fileprivate let requantization: Requantization
    fileprivate let hasWideSums: Bool
  }

  /// Equal for two layers that compute the same from the same inputs.
  var arithmetic: Arithmetic {
    Arithmetic(
      op: op.builtin, weights: weights.index, bias: biasBuffer, inputScale: input.scale,
      inputZeroPoint: input.zeroPoint, inputCodes: input.codes.lowest...input.codes.highest,
      requantization: requantization, hasWideSums: hasWideSums)
  }

  private static func bias(
    _ tensor: Tensor?, _ weights: Tensor, axis: Int
  ) throws(Reason) -> Bias {
    guard let tensor else { return .none }
    let count = weights.shape.indices.contains(axis) ? Int(weights.shape[axis]) : -1
    if tensor.type == .int32, let data = tensor.data, data.count == 4 * count {
      return .int32(data.scalars(of: Int32.self))
    }
    if tensor.type == .int64, let data = tensor.data, data.count == 8 * count {
      return .int64(data.scalars(of: Int64.self))
    }
    throw Reason("the bias is not a constant of \(count) integers")
  }

  /// The bias of an output channel, in steps of input scale x weight scale.
  func bias(_ channel: Int) -> Double {
    switch bias {
    case .none: 0
    case .int32(let codes): Double(codes[channel])
    case .int64(let codes): Double(codes[channel])
    }
  }

  /// The range of the distances of input codes from the zero point, including 0 for padding.
  var inputSteps: ClosedRange<Double> {
    min(
      0, Double(input.codes.lowest) - Double(input.zeroPoint))...max(
        0, Double(input.codes.highest) - Double(input.zeroPoint))
  }

  /// True if input codes represent the same numbers, in either 8-bit type.
  func readsTheSame(as other: LayerOperands) -> Bool {
    input.scale.bitPattern == other.input.scale.bitPattern && inputSteps == other.inputSteps
      && input.codes.count == other.input.codes.count
  }
}
