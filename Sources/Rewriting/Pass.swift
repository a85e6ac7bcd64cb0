public import ModelFormat

/// One named way to change a model.
///
/// A pass reads the facts of a draft's model and edits the draft's tables; it proves nothing: each
/// change says what is to be proved of it, and `PassRunner` proves that of what was written. Run a
/// second time, a pass changes nothing.
public protocol Pass: Sendable {
  /// What the pass says about itself, for help and documents.
  static var info: PassInfo { get }

  /// Edits the draft, and returns what it changed and what it could not change.
  ///
  /// - Throws: where the pass cannot do at all what was asked of it.
  func run(on draft: inout Draft) throws(Diagnostic) -> Outcome

  /// How far a change of this pass may move a code by default; nil for no limit.
  var maxErrorCodes: Int? { get }
}

extension Pass {
  /// Any distance.
  public var maxErrorCodes: Int? { nil }
}
