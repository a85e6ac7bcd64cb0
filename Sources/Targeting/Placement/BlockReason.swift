/// Why a target does not take an operator, or why nobody can tell.
public struct BlockReason: Sendable {
  /// What kind of reason it is: the limit's name in a profile, or one of `operator`, `version`,
  /// `per-channel-weights`, `not-checked`, `partition` and `model`.
  public let kind: String
  /// What the model has.
  public let found: String
  /// What the target takes.
  public let allowed: String
  /// Who says so.
  public let sources: [FactSource]
  /// The rewrite that would mend it; nil where none does.
  public let mending: Mending?
  /// True where the target does not leave the operator to the CPU, but rejects the whole model.
  public let rejectsModel: Bool

  /// The reason in words: what was found and what is allowed.
  public var message: String { allowed.isEmpty ? found : "\(found); allowed: \(allowed)" }

  init(
    _ kind: String, found: String, allowed: String = "", _ sources: [FactSource],
    mending: Mending? = nil, rejectsModel: Bool = false
  ) {
    self.kind = kind
    self.found = found
    self.allowed = allowed
    self.sources = sources
    self.mending = mending
    self.rejectsModel = rejectsModel
  }

  func mended(by mending: Mending?) -> BlockReason {
    BlockReason(
      kind, found: found, allowed: allowed, sources, mending: mending, rejectsModel: rejectsModel)
  }
}

/// A pass of `tflens rewrite` that would mend something.
public struct Mending: Sendable, Hashable {
  let pass: MendingPass
  /// What the pass is asked for; nil where it takes nothing.
  public let argument: String?

  init(_ pass: MendingPass, _ argument: String? = nil) {
    self.pass = pass
    self.argument = argument
  }

  /// As it is typed: `--split-hard-swish=relu6`.
  public var option: String { pass.option + (argument.map { "=\($0)" } ?? "") }
}
