public import ModelFormat

/// One named way to change a model.
///
/// A pass reads the facts of a draft's model and edits the draft's tables; it proves nothing: each change
/// says what must be proved, and `PassRunner` proves it for the written model. A pass that is run a second
/// time changes nothing.
public protocol Pass: Sendable {
  /// What the pass says about itself, for help and documents.
  static var info: PassInfo { get }

  /// Edits the draft, and returns what it changed and what it could not change.
  ///
  /// - Throws: if the pass cannot do what was requested at all.
  func run(on draft: inout Draft) throws(Diagnostic) -> Outcome

  /// How far a change of this pass may move a code by default; nil for no limit.
  var maxErrorCodes: Int? { get }

  /// The same pass without some of its changes, which move a code too far; nil if it must make all of them or none.
  func without(_ changes: [Change]) -> Self?
}

extension Pass {
  /// Any distance.
  public var maxErrorCodes: Int? { nil }

  /// All or none.
  public func without(_ changes: [Change]) -> Self? { nil }
}

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
