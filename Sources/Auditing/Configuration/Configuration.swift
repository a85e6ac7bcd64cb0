public import ModelFormat

/// What `.tflens.yaml` says about audits.
public struct Configuration: Sendable {
  /// The words for the rules that run; every rule if there are none.
  public var select: [String] = []
  /// The words for the rules that do not.
  public var ignore: [String] = []
  /// The lowest severity that fails a build; nil if it is not given.
  public var failOn: FailureThreshold?
  /// The names of targets, or paths of their profiles.
  public var targets: [String] = []
  /// What is accepted.
  public var suppressions: [Suppression] = []
  /// The folder that paths count from: the absolute path of the one that holds the file; nil for
  /// the current one.
  public var folder: FilePath?

  /// No wishes at all.
  public init() {}
}

/// The least severity that makes an audit fail.
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
