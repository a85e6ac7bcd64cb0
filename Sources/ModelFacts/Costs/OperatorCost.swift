public import ModelFormat

/// What one operator costs: its arithmetic in one run, and the constants that it reads.
public struct OperatorCost: Sendable {
  /// The operator.
  public let op: Operator
  /// Its multiply-accumulates; nil as in `MultiplyAccumulates`.
  public let macs: Int?
  /// The bytes of data of the constants among its inputs, each buffer once.
  public let constantByteCount: Int

  /// The cost of an operator of a graph.
  public init(_ op: Operator, in graph: GraphIndex) {
    self.op = op
    macs = MultiplyAccumulates.count(of: op, in: graph)
    constantByteCount = Self.constantByteCount(of: [op], in: graph)
  }

  /// The bytes of data of the constants that some operators read, each buffer once.
  public static func constantByteCount(
    of operators: some Sequence<Operator>, in graph: GraphIndex
  ) -> Int {
    var known: Set<BufferIndex> = []
    var count = 0
    for op in operators {
      for tensor in op.inputs.lazy.compactMap(graph.tensor) {
        guard let data = tensor.data, known.insert(tensor.buffer).inserted else { continue }
        count += data.count
      }
    }
    return count
  }
}
