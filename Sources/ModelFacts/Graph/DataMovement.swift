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
  /// The operator that computes the values; nil for an input of the graph or a constant, and where
  /// the way does not end.
  public let maker: Operator?
  /// The tensor that it writes.
  public let tensor: TensorIndex
  /// The operators on the way that only move data, from the maker's side.
  public let through: [Operator]
  /// True where nothing but moving of data was found for `longest` operators: a cycle, most likely.
  public let isEndless: Bool

  /// No converter leaves as many as ten in a row.
  static let longest = 64

  /// Walks back from `tensor` through operators that only move data.
  public init(of tensor: TensorIndex, in graph: GraphIndex) {
    var tensor = tensor
    var through: [Operator] = []
    var maker = graph.producer(of: tensor)
    while let mover = maker, mover.builtin.onlyMovesData, let input = mover.inputs.first,
      through.count < Self.longest
    {
      through.append(mover)
      tensor = input
      maker = graph.producer(of: tensor)
    }
    isEndless = through.count == Self.longest
    self.maker = isEndless ? nil : maker
    self.tensor = tensor
    self.through = isEndless ? [] : through.reversed()
  }
}
