public import ModelFormat

/// What a whole model adds up to.
public struct ModelTotals: Sendable {
  /// Operators in all subgraphs.
  public let operatorCount: Int
  /// Tensors in all subgraphs.
  public let tensorCount: Int
  /// The bytes of data that tensors use, each buffer once.
  public let constantByteCount: Int
  /// How often each operator is used, most often first, then by name.
  public let byOperator: [(name: String, count: Int)]
  /// How many tensors have each element type, most often first, then by name.
  public let byType: [(name: String, count: Int)]

  /// Counts a model.
  public init(_ model: Model) {
    let codes = model.operatorCodes.map { $0.builtin.rawValue }
    var operators: [Int32: Int] = [:]
    var types: [Int8: Int] = [:]
    var buffers: Set<BufferIndex> = []
    for subgraph in model.subgraphs {
      for op in subgraph.operators { operators[codes[Int(op.codeIndex)], default: 0] += 1 }
      for tensor in subgraph.tensors {
        types[tensor.type.rawValue, default: 0] += 1
        buffers.insert(tensor.buffer)
      }
    }
    operatorCount = operators.values.reduce(0, +)
    tensorCount = types.values.reduce(0, +)
    constantByteCount = buffers.reduce(0) { $0 + (model.buffer($1)?.contents?.count ?? 0) }
    byOperator = Self.ranked(operators.map { (BuiltinOperator(rawValue: $0).name, $1) })
    byType = Self.ranked(types.map { (ElementType(rawValue: $0).name, $1) })
  }

  private static func ranked(_ counts: [(String, Int)]) -> [(name: String, count: Int)] {
    counts.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { (name: $0.0, count: $0.1) }
  }
}
