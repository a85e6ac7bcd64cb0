public import ModelFormat

/// What `.tflens.yaml` says about audits.
public struct Configuration: Sendable {
  /// The words for the rules that run; every rule where there are none.
  public var select: [String] = []
  /// The words for the rules that do not.
  public var ignore: [String] = []
  /// The least severity that fails a build; nil where nothing is said.
  public var failOn: FailureThreshold?
  /// The names of targets, or paths of their profiles.
  public var targets: [String] = []
  /// What is accepted.
  public var suppressions: [Suppression] = []
  /// The folder that paths count from: the absolute path of the one that holds the file; nil for the
  /// current one.
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

/// Why a configuration could not be understood, and where.
public struct ConfigurationError: Error, Sendable {
  /// The stable name of a kind of failure.
  public enum Code: String, Sendable, CaseIterable {
    case notReadable = "configuration-not-readable"
    case notYAML = "configuration-not-yaml"
    case unknownKey = "configuration-unknown-key"
    case wrongType = "configuration-wrong-type"
    case wrongValue = "configuration-wrong-value"
    case missingKey = "configuration-missing-key"
  }

  /// Which kind of failure this is.
  public let code: Code
  /// What is wrong, with what was found and what is allowed.
  public let what: String
  /// The line, from 1; nil for the file as a whole.
  public let line: Int?
  /// The column, from 1, in Unicode scalars; nil for the file as a whole.
  public let column: Int?

  /// A failure in words.
  public init(_ code: Code, _ what: String, line: Int? = nil, column: Int? = nil) {
    (self.code, self.what, self.line, self.column) = (code, what, line, column)
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// `4:11: what [code]`.
  public var description: String {
    let place = line.map { line in "\(line):\(column.map { "\($0):" } ?? "") " } ?? ""
    return "\(place)\(what) [\(code.rawValue)]"
  }
}
