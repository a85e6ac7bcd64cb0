/// Why a batch cannot start or go on; what is wrong with one model is a `BatchFailure`.
public struct BatchError: Error, Sendable {
  /// The stable name of a kind of failure; it is printed and never reused.
  public enum Code: String, Sendable, CaseIterable {
    case manifestNotReadable = "manifest-not-readable"
    case manifestLine = "manifest-line"
    case sameID = "same-id"
    case databaseNotUsable = "database-not-usable"
    case databaseTooNew = "database-too-new"
    case question = "question"
    case outputNotWritable = "output-not-writable"
    case workerNotStarted = "worker-not-started"
  }

  /// Which kind of failure this is.
  public let code: Code
  /// What is wrong, with what was found and what is allowed.
  public let what: String
  /// What the reader can do next.
  public let remedy: String

  init(_ code: Code, _ what: String, remedy: String) {
    (self.code, self.what, self.remedy) = (code, what, remedy)
  }
}

extension BatchError: CustomStringConvertible {
  /// `what [code]`, and what to do on a line of its own.
  public var description: String { "\(what) [\(code.rawValue)]\n  \(remedy)" }
}
