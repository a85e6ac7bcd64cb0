public import ModelFormat

/// What a target's sources say about one operator.
public struct OperatorSupport: Sendable {
  /// The operator.
  public let builtin: BuiltinOperator
  /// The code of a custom operator; nil for every other.
  public let customCode: String?
  /// True if the target's own compiler writes the operator: limits of every operator are for
  /// what it compiles, not for what it writes.
  public let isCompiled: Bool
  /// False if a source says that the target does not take it.
  public let isSupported: Bool
  /// Who says so; never empty.
  public let sources: [FactSource]
  /// Why, in a few words, where the source gives a reason.
  public let note: String?
  /// Whether weights may have a scale for each channel; nil if no source tells.
  public let perChannelWeights: Sourced<Bool>?
  /// The first version of the target that takes it; nil if no source tells.
  public let since: Sourced<TargetVersion>?
  /// What an operator must keep to.
  public let limits: [Limit]
  /// Limits that a source states and that are not checked.
  public let unchecked: [UncheckedLimit]
  /// What is good to know and limits nothing.
  public let remarks: [Remark]
}
