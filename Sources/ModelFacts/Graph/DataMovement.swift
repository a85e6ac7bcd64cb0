public import ModelFormat

extension Operator {
  /// The tensor whose scale and zero point a tensor that the operator writes has too, because the
  /// operator passes codes on; nil for any other operator, and where the two differ all the same.
  fileprivate func passesOn(to output: TensorIndex, in graph: GraphIndex) -> TensorIndex? {
    let traits = builtin.traits
    guard let position = traits.roles.dataInput, position < inputs.count, !inputs[position].isAbsent
    else { return nil }
    let input = inputs[position]
    if traits.onlyMovesData { return input }
    guard let scales = traits.scales?.equalScales, !scales.fillsWithCodeZero,
      let output = graph.tensor(output), let tensor = graph.tensor(input), !tensor.isConstant,
      tensor.type == output.type
    else { return nil }
    let (before, after) = (TensorQuantization(tensor), TensorQuantization(output))
    return before?.scale == after?.scale && before?.zeroPoint == after?.zeroPoint ? input : nil
  }
}

/// The way from a tensor back to the operator that computes its values.
public struct ValueOrigin: Sendable {
  /// The operator that computes the values; nil for an input of the graph or a constant, and where
  /// the way does not end.
  public let maker: Operator?
  /// The tensor that it writes.
  public let tensor: TensorIndex
  /// The operators on the way that only move data or keep its scale and zero point, as pools do,
  /// from the maker's side.
  public let through: [Operator]
  /// True if nothing but moving of data was found for `longest` operators: a cycle, most likely.
  public let isEndless: Bool

  /// No converter leaves as many as ten in a row.
  static let longest = 64

  /// Walks back from `tensor` through operators that only move data, and pools and their like whose
  /// input and output have one scale and zero point.
  public init(of tensor: TensorIndex, in graph: GraphIndex) {
    var tensor = tensor
    var through: [Operator] = []
    var maker = graph.producer(of: tensor)
    while let mover = maker, through.count < Self.longest,
      let input = mover.passesOn(to: tensor, in: graph)
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
