/// What a pass did.
public struct Outcome: Sendable {
  /// The changes, in the order of the model.
  public var changes: [Change] = []
  /// What could have been changed but was skipped, each with its reason.
  public var leftAlone: [LeftAlone] = []

  /// An empty outcome.
  public init() {}
}

/// Something that a pass could not change.
public struct LeftAlone: Sendable {
  /// The subgraph's position in the model.
  public let subgraph: Int
  /// The operator's position in the subgraph before the pass; nil if it is about a tensor.
  public let op: Int?
  /// Why: what was found and what is required.
  public let reason: String

  init(_ subgraph: Int, _ op: Int?, _ reason: String) {
    (self.subgraph, self.op, self.reason) = (subgraph, op, reason)
  }
}
