public import ModelFormat

/// An operator that multiplies its input with weights and adds up: the one place where scales per
/// channel belong.
public struct MatrixOperator: Sendable {
  /// The operator itself.
  public let op: Operator
  /// The activation that it reads.
  public let input: Tensor?
  /// The weights as they are stored, behind a DEQUANTIZE if there is one.
  public let weights: Tensor?
  /// The bias; nil where there is none.
  public let bias: Tensor?
  /// What it writes.
  public let output: Tensor?
  /// The dimension of the weights that runs along the output channels.
  public let channelAxis: Int

  /// The kinds of operators that are such.
  public static let kinds: [BuiltinOperator] = [
    .conv2D, .depthwiseConv2D, .fullyConnected, .transposeConv, .conv3D, .batchMatmul,
  ]

  /// Nil for an operator of another kind.
  public init?(_ op: Operator, in graph: GraphIndex) {
    let positions: (input: Int, weights: Int, bias: Int?)
    var axis = 0
    switch op.builtin {
    // Weights [out, height, width, in]; fully connected: [out, in].
    case .conv2D, .fullyConnected: positions = (0, 1, 2)
    // Weights [1, height, width, out].
    case .depthwiseConv2D: (positions, axis) = ((0, 1, 2), 3)
    // Inputs: output shape, weights [out, height, width, in], activation, bias.
    case .transposeConv: positions = (2, 1, 3)
    // Weights [depth, height, width, in, out].
    case .conv3D: (positions, axis) = ((0, 1, 2), 4)
    // Right operand [..., in, out], or [..., out, in] where it is adjoint.
    case .batchMatmul: positions = (0, 1, nil)
    default: return nil
    }
    func input(_ position: Int?) -> Tensor? {
      guard let position, position < op.inputs.count else { return nil }
      return graph.tensor(op.inputs[position])
    }
    self.op = op
    self.input = input(positions.input)
    weights = input(positions.weights).map { Self.stored($0, in: graph) }
    bias = input(positions.bias)
    output = op.outputs.first.flatMap(graph.tensor)
    if op.builtin == .batchMatmul, let weights {
      axis = max(0, weights.shape.count - (Self.hasAdjointRight(op) ? 2 : 1))
    }
    channelAxis = axis
  }

  /// The tensor in the file that a DEQUANTIZE (float16 weights) reads.
  private static func stored(_ tensor: Tensor, in graph: GraphIndex) -> Tensor {
    guard let maker = graph.producer(of: tensor.index), maker.builtin == .dequantize,
      let source = maker.inputs.first.flatMap(graph.tensor), source.isConstant
    else { return tensor }
    return source
  }

  private static func hasAdjointRight(_ op: Operator) -> Bool {
    guard let options = op.options, let field = options.field(named: "adj_y"),
      case .bool(let isAdjoint)? = options.value(field)
    else { return false }
    return isAdjoint
  }
}
