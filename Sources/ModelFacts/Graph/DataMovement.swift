public import ModelFormat

extension Operator {
  /// The input whose scale and zero point an output shares because the operator passes codes on; nil for any
  /// other operator, or if the two differ after all.
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

/// The path from a tensor back to the operator that computes its values.
public struct ValueOrigin: Sendable {
  /// The operator that computes the values; nil for an input of the graph or a constant, or if the path does
  /// not end.
  public let producer: Operator?
  /// The tensor that it writes.
  public let tensor: TensorIndex
  /// The operators on the path that only move data or keep its scale and zero point, as pools do, starting at
  /// the producer.
  public let through: [Operator]
  /// True if `longest` operators in a row only move data: most likely a cycle.
  let isEndless: Bool

  /// No converter leaves as many as ten in a row.
  static let longest = 64

  /// Walks back from `tensor` through operators that only move data, and through pools and the like if input
  /// and output have one scale and zero point.
  public init(of tensor: TensorIndex, in graph: GraphIndex) {
    var tensor = tensor
    var through: [Operator] = []
    var producer = graph.producer(of: tensor)
    while let mover = producer, through.count < Self.longest,
      let input = mover.passesOn(to: tensor, in: graph)
    {
      through.append(mover)
      tensor = input
      producer = graph.producer(of: tensor)
    }
    isEndless = through.count == Self.longest
    self.producer = isEndless ? nil : producer
    self.tensor = tensor
    self.through = isEndless ? [] : through.reversed()
  }
}
