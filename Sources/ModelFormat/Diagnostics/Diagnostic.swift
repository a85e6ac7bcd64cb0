/// A failure: what was found, what is allowed, where, and what to do about it.
///
/// Every module throws this one type. A module's codes and the words of its failures are in one
/// file, `Diagnostic+Models.swift` here. Two diagnostics are equal when their codes are: tests
/// compare codes, people read words.
public struct Diagnostic: Error, Sendable {
  /// The stable name of a kind of failure; it is printed and never reused.
  public struct Code: Hashable, Sendable {
    /// The name: lower case, with `-` between words.
    public let rawValue: String
    /// The exit status of a program that fails with it.
    public let exit: Exit

    /// A code; each is a constant in an extension of this type.
    public init(_ rawValue: String, _ exit: Exit) {
      (self.rawValue, self.exit) = (rawValue, exit)
    }
  }

  /// The exit statuses of failures, which other programs rely on.
  public enum Exit: Int32, Sendable {
    /// Something would be lost, or is worse than the limit allows.
    case findings = 1
    /// Wrong usage, or a part that the model does not have.
    case usage = 2
    /// A file that cannot be read or written, or a runtime that does not run it.
    case unreadable = 3
    /// Ended by the user (128 + SIGINT).
    case interrupted = 130
  }

  /// Which kind of failure this is.
  public let code: Code
  /// What was found.
  public let found: String
  /// What is allowed instead; nil if `found` is enough.
  public let allowed: String?
  /// Where, as a person would look it up.
  public private(set) var place: Place
  /// What the reader can do next, a sentence.
  public let fix: String
  /// What another program said about it, line by line, safe to show.
  public let notes: [String]
  /// The file it is about; nil if there is none, or if only the caller knows which.
  public private(set) var file: FilePath?

  /// A failure in words; use the factories of each module.
  public init(
    _ code: Code, _ found: String, _ allowed: String? = nil, at place: Place = Place(),
    fix: String, notes: [String] = [], file: FilePath? = nil
  ) {
    (self.code, self.found, self.allowed, self.place) = (code, found, allowed, place)
    (self.fix, self.notes, self.file) = (fix, notes, file)
  }

  /// What was found and what is allowed, in one line.
  public var what: String { allowed.map { "\(found); \($0)" } ?? found }

  /// The same failure with its file set, unless it already has one.
  public func about(_ file: FilePath) -> Self {
    var copy = self
    copy.file = self.file ?? file
    return copy
  }

  /// The same failure at a place of a file that led to it.
  public func about(_ file: FilePath, at place: Place) -> Self {
    var copy = self
    (copy.file, copy.place) = (file, place)
    return copy
  }

  /// The same failure, at a place inside of something.
  func inside(_ step: String) -> Self {
    var place = place
    place.steps.insert(step, at: 0)
    return Self(code, found, allowed, at: place, fix: fix, notes: notes, file: file)
  }

  /// Does `body`; a failure that names no file is about this one.
  public static func about<Result>(
    _ file: FilePath, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    do { return try body() } catch { throw error.about(file) }
  }
}

extension Diagnostic: Equatable {
  /// Equal codes make equal diagnostics.
  public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension Diagnostic: CustomStringConvertible {
  /// `'file': place: what [code]`, then the notes and the fix, each on a line of its own.
  public var description: String {
    let lines =
      ["\(subject)\(what) [\(code.rawValue)]"] + notes.map { "runtime output: \($0)" } + [fix]
    return lines.joined(separator: "\n  ")
  }

  /// What it is about, with a colon: editors open `file:line:column`.
  private var subject: String {
    let where_ = place.description
    let name = file?.description.escapedForDisplay
    guard let name else { return where_.isEmpty ? "" : "\(where_): " }
    if place.line != nil { return "\(name):\(where_): " }
    return where_.isEmpty ? "'\(name)': " : "'\(name)': \(where_): "
  }
}
