internal import ModelFormat

extension FoldedOperator: CustomStringConvertible {
  /// `DEQUANTIZE of constant FLOAT16, if every consumer is supported`.
  public var description: String {
    let storage = isSparse ? "sparse constant" : "constant"
    let operand = types.map { " of \(storage) \(String.choice(of: $0.map(\.name)))" } ?? ""
    return "\(builtin.name)\(operand), if \(rule.words)"
  }
}

extension FoldedOperator.Rule {
  fileprivate var words: String {
    switch self {
    case .everyConsumer: "every consumer is supported"
    case .anyConsumer: "a consumer is supported"
    case .wholeSubgraph: "every other operator of the subgraph is supported"
    }
  }
}
