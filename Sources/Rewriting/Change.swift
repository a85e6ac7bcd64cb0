public import ModelFormat

/// One change of a pass, and what must be proved about it.
public struct Change: Sendable {
  /// The id of the pass.
  public let pass: String
  /// The strategy that the pass used; nil for a pass without strategies.
  public var strategy: String?
  /// The subgraph's position in the model.
  public let subgraph: Int
  /// The index of the operator before the pass; nil if only a tensor changed.
  public let op: Int?
  /// The operators that replace it; empty if no operator changed.
  public var operators: [BuiltinOperator] = []
  /// The change in words.
  public let detail: String
  /// What must be proved.
  let claim: Claim

  init(_ info: PassInfo, _ subgraph: Int, _ op: Int?, _ detail: String, _ claim: Claim) {
    (pass, self.subgraph, self.op, self.detail, self.claim) = (info.id, subgraph, op, detail, claim)
  }
}
