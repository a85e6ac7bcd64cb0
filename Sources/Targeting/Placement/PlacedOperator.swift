public import ModelFormat

/// Where one operator runs.
public struct PlacedOperator: Sendable {
  /// The position of its subgraph in the model.
  public let subgraph: Int
  /// Its position in the subgraph.
  public let index: Int
  /// What it computes.
  public let builtin: BuiltinOperator
  /// Its kind in the model.
  public let code: OperatorCode
  /// What it is called; a custom operator by its own name, escaped for display.
  public let name: String
  /// Where it runs, and why.
  public let outcome: Outcome
  /// The segment that it runs in, numbered from 0 over the whole model in the order in which
  /// segments run; nil for an operator that does not run on the target.
  public let segment: Int?

  /// What a target does with an operator.
  public enum Outcome: Sendable {
    /// The target takes it.
    case mapped
    /// The target does not take it, for each of these reasons.
    case blocked([BlockReason])
    /// The target takes it only if each of these holds, which is not checked.
    case conditional([BlockReason])
    /// No source tells, for want of each of these.
    case unknown([BlockReason])
  }
}
