/// Why a target does not support an operator, or why its support is unknown.
public struct BlockReason: Sendable {
  /// The kind of reason: the limit's name in a profile, or one of `operator`, `version`,
  /// `per-channel-weights`, `not-checked`, `partition` and `model`.
  public let kind: String
  /// What the model has.
  public let found: String
  /// What the target supports.
  public let allowed: String
  /// The sources of this limit.
  public let sources: [FactSource]
  /// The rewrite that would fix it; nil if none does.
  public let fix: SuggestedFix?
  /// True if the target rejects the whole model, instead of leaving the operator to the CPU.
  public let rejectsModel: Bool

  /// The reason in words: what was found and what is allowed.
  public var message: String {
    if allowed.isEmpty { return found }
    return kind == "partition"
      ? "\(found); \(allowed) can run on the target" : "\(found); allowed: \(allowed)"
  }

  init(
    _ kind: String, found: String, allowed: String = "", _ sources: [FactSource],
    fix: SuggestedFix? = nil, rejectsModel: Bool = false
  ) {
    self.kind = kind
    self.found = found
    self.allowed = allowed
    self.sources = sources
    self.fix = fix
    self.rejectsModel = rejectsModel
  }

  func with(fix: SuggestedFix?) -> BlockReason {
    BlockReason(
      kind, found: found, allowed: allowed, sources, fix: fix, rejectsModel: rejectsModel)
  }
}

/// A pass of `tflens rewrite` that would make an operator supported.
public struct SuggestedFix: Sendable, Hashable {
  let pass: FixPass
  /// The value of the pass's option; nil if it has none.
  public let argument: String?

  init(_ pass: FixPass, _ argument: String? = nil) {
    self.pass = pass
    self.argument = argument
  }

  /// The option on the command line: `--split-hard-swish=relu6`.
  public var option: String { pass.option + (argument.map { "=\($0)" } ?? "") }
}
