public import ModelFormat

/// One change of a pass, and what is to be proved of it.
public struct Change: Sendable {
  /// The id of the pass.
  public let pass: String
  /// Which of its ways the pass took; nil for a pass that has one.
  public var strategy: String?
  /// The subgraph's position in the model.
  public let subgraph: Int
  /// The position that the operator had; nil for a change of a tensor alone.
  public let op: Int?
  /// What stands in its place, by the schema's names; empty if no operator changed.
  public var operators: [BuiltinOperator] = []
  /// The change in words.
  public let detail: String
  /// What is to be proved.
  let claim: Claim

  init(_ info: PassInfo, _ subgraph: Int, _ op: Int?, _ detail: String, _ claim: Claim) {
    (pass, self.subgraph, self.op, self.detail, self.claim) = (info.id, subgraph, op, detail, claim)
  }
}
