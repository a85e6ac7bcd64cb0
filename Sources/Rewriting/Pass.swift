public import ModelFormat

/// One named way to change a model.
///
/// A pass reads the facts of a draft's model and edits the draft's tables; it proves nothing: each
/// change says what is to be proved of it, and `PassRunner` proves that of what was written. Run a
/// second time, a pass changes nothing.
public protocol Pass: Sendable {
  /// What the pass says about itself, for help and documents.
  static var info: PassInfo { get }

  /// Edits the draft and tells what it changed, and what it left alone though it was asked to look.
  ///
  /// - Throws: where the pass cannot do at all what was asked of it.
  func run(on draft: inout Draft) throws(Diagnostic) -> Outcome

  /// How far a change of this pass may move a code where nothing else is said; nil for any distance.
  var maxErrorCodes: Int? { get }
}

extension Pass {
  /// Any distance.
  public var maxErrorCodes: Int? { nil }
}

/// What a pass says about itself.
public struct PassInfo: Sendable {
  /// The name that is printed, as in `--split-hard-swish`.
  public let id: String
  /// What it does, in one line.
  public let summary: String
  /// What holds of the new model.
  public let guarantee: Guarantee
  /// A small model before, as a person would sketch it.
  public let before: String
  /// The same model after.
  public let after: String

  /// Says these things of a pass.
  public init(id: String, summary: String, guarantee: Guarantee, before: String, after: String) {
    (self.id, self.summary, self.guarantee) = (id, summary, guarantee)
    (self.before, self.after) = (before, after)
  }
}

/// What holds of a model after a pass.
public enum Guarantee: String, Sendable {
  /// Every output is the same, bit for bit.
  case sameOutputs = "same outputs"
  /// Every code stands for the number that it stood for; kernels of another type may round otherwise.
  case sameNumbers = "same numbers"
  /// How far each code of the changed operators can move is known for every input code.
  case boundedCodes = "bounded codes"
  /// Weights change, and by how much is measured.
  case measuredWeights = "measured weights"
}

/// What a pass did.
public struct Outcome: Sendable {
  /// The changes, in the order of the model.
  public var changes: [Change] = []
  /// What could have been meant and was left alone, each with its reason.
  public var leftAlone: [LeftAlone] = []

  /// Nothing done.
  public init() {}
}

/// Something that a pass looked at and left as it is.
public struct LeftAlone: Sendable {
  /// The subgraph's position in the model.
  public let subgraph: Int
  /// The operator's position in the subgraph before the pass; nil where it is about a tensor.
  public let op: Int?
  /// Why: what was found and what would have to be.
  public let reason: String

  init(_ subgraph: Int, _ op: Int?, _ reason: String) {
    (self.subgraph, self.op, self.reason) = (subgraph, op, reason)
  }
}
