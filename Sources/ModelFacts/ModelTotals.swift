public import ModelFormat

/// Totals of a model or of a part of it.
public struct ModelTotals: Sendable {
  /// Number of operators.
  public let operatorCount: Int
  /// Number of tensors.
  public let tensorCount: Int
  /// The bytes of data that tensors use, each buffer once.
  public let constantByteCount: Int
  /// How often each operator is used, most often first, then by name; custom operators by their own
  /// names, which may hold any text.
  public let byOperator: [(name: String, count: Int)]
  /// How many tensors have each element type, most often first, then by name.
  public let byType: [(name: String, count: Int)]

  /// Counts a whole model.
  public init(_ model: Model) {
    self.init(
      model, operators: model.subgraphs.lazy.flatMap(\.operators),
      tensors: model.subgraphs.lazy.flatMap(\.tensors))
  }

  /// Counts some operators and tensors of a model.
  public init(
    _ model: Model, operators: some Sequence<Operator>, tensors: some Sequence<Tensor>
  ) {
    let names = model.operatorCodes.map(\.name)
    var codes: [UInt32: Int] = [:]
    for op in operators { codes[op.codeIndex, default: 0] += 1 }
    var types: [Int8: Int] = [:]
    var buffers: Set<BufferIndex> = []
    for tensor in tensors {
      types[tensor.type.rawValue, default: 0] += 1
      buffers.insert(tensor.buffer)
    }
    operatorCount = codes.values.reduce(0, +)
    tensorCount = types.values.reduce(0, +)
    constantByteCount = buffers.reduce(0) { $0 + (model.buffer($1)?.contents?.count ?? 0) }
    // Several codes may differ only in the version.
    let named = Dictionary(codes.map { (names[Int($0)], $1) }, uniquingKeysWith: +)
    byOperator = Self.ranked(named.map { ($0, $1) })
    byType = Self.ranked(types.map { (ElementType(rawValue: $0).name, $1) })
  }

  private static func ranked(_ counts: [(String, Int)]) -> [(name: String, count: Int)] {
    counts.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { (name: $0.0, count: $0.1) }
  }
}
