public import ModelFormat

/// What `.tflens.yaml` says about audits.
public struct Configuration: Sendable {
  /// The rules to run, as ids, prefixes or names; every rule if empty.
  public var select: [String] = []
  /// The rules not to run.
  public var ignore: [String] = []
  /// The lowest severity that fails a build; nil if it is not given.
  public var failOn: FailureThreshold?
  /// The names of targets, or paths of their profiles.
  public var targets: [String] = []
  /// What is accepted.
  public var suppressions: [Suppression] = []
  /// The folder that paths are relative to: the absolute path of the folder of the file; nil for the current
  /// one.
  public var folder: FilePath?

  /// The defaults.
  public init() {}
}

/// The lowest severity that makes an audit fail.
public enum FailureThreshold: String, CaseIterable, Sendable {
  case error
  case warning
  case note
  /// Findings never make it fail.
  case never

  /// Whether the worst finding reaches it.
  public func isReached(by worst: Severity?) -> Bool {
    guard let worst, let least = Severity(rawValue: rawValue) else { return false }
    return worst >= least
  }
}
