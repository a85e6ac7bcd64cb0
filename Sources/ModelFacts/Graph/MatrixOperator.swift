public import ModelFormat

/// An operator that multiplies its input by weights and accumulates: the only kind that may have per-channel
/// scales.
public struct MatrixOperator: Sendable {
  /// The operator itself.
  public let op: Operator
  /// The activation that it reads.
  public let input: Tensor?
  /// The weights as they are stored, after a DEQUANTIZE if there is one.
  public let weights: Tensor?
  /// The bias; nil if there is none.
  public let bias: Tensor?
  /// What it writes.
  public let output: Tensor?
  /// The dimension of the weights that runs along the output channels.
  public let channelAxis: Int

  /// The operators of this kind.
  public static let kinds = OperatorTraits.operators { $0.matrix != nil }

  /// Nil for an operator of another kind.
  public init?(_ op: Operator, in graph: GraphIndex) {
    guard let layout = op.builtin.traits.matrix else { return nil }
    func input(_ position: Int?) -> Tensor? {
      guard let position, position < op.inputs.count else { return nil }
      return graph.tensor(op.inputs[position])
    }
    self.op = op
    self.input = input(layout.input)
    weights = input(layout.weights).map { Self.stored($0, in: graph) }
    bias = input(layout.bias)
    output = op.outputs.first.flatMap(graph.tensor)
    channelAxis =
      switch layout.channelAxis {
      case .dimension(let axis): axis
      case .columns: max(0, (weights?.shape.count ?? 0) - (Self.hasAdjointRight(op) ? 2 : 1))
      }
  }

  /// The tensor in the file that a DEQUANTIZE (float16 weights) reads.
  private static func stored(_ tensor: Tensor, in graph: GraphIndex) -> Tensor {
    guard let producer = graph.producer(of: tensor.index), producer.builtin == .dequantize,
      let source = producer.inputs.first.flatMap(graph.tensor), source.isConstant
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
