public import ModelFormat

/// What a target's sources say about one operator.
public struct OperatorSupport: Sendable {
  /// The operator.
  public let builtin: BuiltinOperator
  /// The code of a custom operator; nil for any other.
  public let customCode: String?
  /// True if the target's own compiler writes the operator: limits of every operator are for its input, not
  /// for its output.
  public let isCompiled: Bool
  /// False if a source says that the target does not support it.
  public let isSupported: Bool
  /// The sources; never empty.
  public let sources: [FactSource]
  /// The reason, if the source gives one.
  public let note: String?
  /// Whether weights may be per-channel; nil if unknown.
  public let perChannelWeights: Sourced<Bool>?
  /// The first version of the target that supports it; nil if unknown.
  public let since: Sourced<TargetVersion>?
  /// The limits of the operator.
  public let limits: [Limit]
  /// Limits that a source states but that are not checked.
  public let unchecked: [UncheckedLimit]
  /// Remarks that limit nothing.
  public let remarks: [Remark]
}
