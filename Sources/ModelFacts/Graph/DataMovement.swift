public import ModelFormat

extension BuiltinOperator {
  /// True for operators whose output holds values of their first input, moved but not changed.
  public var onlyMovesData: Bool {
    switch self {
    case .reshape, .squeeze, .expandDims, .transpose, .slice, .stridedSlice, .spaceToDepth,
      .depthToSpace:
      true
    default: false
    }
  }
}

/// The way from a tensor back to the operator that computes its values.
public struct ValueOrigin: Sendable {
  /// The operator that computes the values; nil for an input of the graph or a constant.
  public let maker: Operator?
  /// The tensor that it writes.
  public let tensor: TensorIndex
  /// The operators on the way that only move data, from the maker's side.
  public let through: [Operator]

  /// Walks back from `tensor` through operators that only move data.
  public init(of tensor: TensorIndex, in graph: GraphIndex) {
    var tensor = tensor
    var through: [Operator] = []
    var maker = graph.producer(of: tensor)
    // A cycle could go on for ever; no way is longer than the operators there are.
    while let mover = maker, mover.builtin.onlyMovesData, let input = mover.inputs.first,
      through.count < graph.subgraph.operators.count
    {
      through.append(mover)
      tensor = input
      maker = graph.producer(of: tensor)
    }
    self.maker = maker
    self.tensor = tensor
    self.through = through.reversed()
  }
}
