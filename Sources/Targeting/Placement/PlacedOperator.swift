public import ModelFormat

/// Where one operator runs.
public struct PlacedOperator: Sendable {
  /// The index of its subgraph.
  public let subgraph: Int
  /// Its index in the subgraph.
  public let index: Int
  /// What it computes.
  public let builtin: BuiltinOperator
  /// Its kind in the model.
  public let code: OperatorCode
  /// Its name; for a custom operator its own, escaped for display.
  public let name: String
  /// Where it runs, and why.
  public let outcome: Outcome
  /// The segment that it runs in, numbered from 0 over the whole model in the order in which
  /// segments run; nil for an operator that does not run on the target.
  public let segment: Int?

  /// True if the target does not support it.
  public var isBlocked: Bool { if case .blocked = outcome { true } else { false } }

  /// A target's verdict on an operator.
  public enum Outcome: Sendable {
    /// The target supports it.
    case mapped
    /// The target does not support it, for these reasons.
    case blocked([BlockReason])
    /// The target supports it only if each of these holds, which is not checked.
    case conditional([BlockReason])
    /// Unknown, for these reasons.
    case unknown([BlockReason])
  }
}
