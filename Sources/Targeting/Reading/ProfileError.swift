/// Why a profile could not be used, where in its file, and what to do about it.
///
/// Two errors are equal when their codes are.
public struct ProfileError: Error, Sendable {
  /// The stable name of a kind of failure; it is printed and never reused.
  public enum Code: String, Sendable {
    case duplicateKey = "duplicate-key"
    case missingKey = "missing-key"
    case noSuchTarget = "no-such-target"
    case notReadable = "profile-not-readable"
    case notYAML = "not-yaml"
    case unknownKey = "unknown-key"
    case unknownName = "unknown-name"
    case wrongValue = "wrong-value"
  }

  /// What kind of failure it is.
  public let code: Code
  /// What is wrong, with the value found and the values allowed.
  public let what: String
  /// The file, as the caller named it.
  public let file: String
  /// Where in the file; nil where it is about the whole.
  public let position: Position?
  /// What the reader can do next.
  public let remedy: String

  /// A place in a text file.
  public struct Position: Sendable, Hashable {
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in Unicode scalars.
    public let column: Int
  }
}

extension ProfileError: Equatable {
  /// Equal codes.
  public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension ProfileError: CustomStringConvertible {
  /// The words for a terminal: the file, line and column, what is wrong, and what to do about it.
  public var description: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file)\(place): \(what) [\(code.rawValue)]\n  \(remedy)"
  }
}
