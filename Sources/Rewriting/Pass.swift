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
}

extension Pass {
  /// Any distance.
  public var maxErrorCodes: Int? { nil }
}
