public import ModelFormat

/// What `.tflens.yaml` says about audits.
public struct Configuration: Sendable {
  /// The rules to run, as ids, prefixes or names; every rule if empty.
  public var select: [String] = []
  /// The rules not to run.
  public var ignore: [String] = []
  /// The lowest severity that fails a build; nil if it is not given.
  public var failOn: FailureThreshold?
  /// The names of targets, or paths of their profiles, each with its place in the file.
  public var targets: [(text: String, place: Place)] = []
  /// What is accepted.
  public var suppressions: [Suppression] = []
  /// The file that it was read from; nil for the defaults.
  public var file: FilePath?
  /// The absolute path of the folder that paths are relative to; nil for the current one.
  public var folder: FilePath? { file?.absolute.folder }

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
