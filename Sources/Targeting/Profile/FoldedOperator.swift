public import ModelFormat

/// Operators that a target does not run by themselves: it computes them before the first run, or they only
/// refer to what others use.
///
/// Where they run depends on the operators that read their results.
public struct FoldedOperator: Sendable {
  /// The operator.
  public let builtin: BuiltinOperator
  /// The types of the constant that is folded; nil for an operator without inputs.
  public let types: [ElementType]?
  /// Whether the constant is stored sparsely.
  public let isSparse: Bool
  /// When the target supports it.
  public let rule: Rule
  /// The sources; never empty.
  public let sources: [FactSource]

  /// When a target supports a folded operator.
  public enum Rule: String, Sendable, CaseIterable {
    /// If it supports every operator that reads the result.
    case everyConsumer = "every-consumer"
    /// If it supports any operator that reads the result.
    case anyConsumer = "any-consumer"
    /// If it supports every other operator of the subgraph.
    ///
    /// Consumers read the constant either way.
    case wholeSubgraph = "whole-subgraph"
  }
}

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
