/// Why a model could not be read or written, where in the file, and what to do about it.
///
/// Two errors are equal when their codes are: tests compare codes, people read words.
public struct ModelError: Error, Sendable {
  /// The stable name of a kind of failure; it is printed and never reused.
  public enum Code: String, Sendable, CaseIterable {
    case notFound = "not-found"
    case notReadable = "not-readable"
    case isAFolder = "is-a-folder"
    case notAFile = "not-a-file"
    case tooLarge = "too-large"
    case empty
    case notAModel = "not-a-model"
    case gitLFSPointer = "git-lfs-pointer"
    case truncated
    case offsetOutOfRange = "offset-out-of-range"
    case misaligned
    case malformedTable = "malformed-table"
    case unterminatedString = "unterminated-string"
    case unfoldsTooFar = "unfolds-too-far"
    case indexOutOfRange = "index-out-of-range"
    case rangeOutOfFile = "range-out-of-file"
    case cutWhileReading = "cut-while-reading"
    case unknownFields = "unknown-fields"
    case wouldGrow = "would-grow"
    case tablesTooLarge = "tables-too-large"
    case zipNotMovable = "zip-not-movable"
    case outputIsTheModel = "output-is-the-model"
    case outputExists = "output-exists"
    case notWritable = "not-writable"
    case interrupted
  }

  /// Which kind of failure this is.
  public let code: Code
  /// What is wrong, with the value found and the value allowed.
  public let what: String
  /// Where, as a person would look it up.
  public let place: Place
  /// What the reader can do next.
  public let remedy: String
}

extension ModelError: Equatable {
  /// Equal codes make equal errors.
  public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension ModelError: CustomStringConvertible {
  /// `place: what [code]`, and what to do on a line of its own.
  public var description: String {
    let where_ = place.description
    return "\(where_.isEmpty ? "" : where_ + ": ")\(what) [\(code.rawValue)]\n  \(remedy)"
  }
}
