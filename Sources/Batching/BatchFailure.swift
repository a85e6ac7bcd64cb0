internal import Glibc
internal import ModelFormat

/// Why one model has no findings: it could not be read, took too long, or was skipped.
public struct BatchFailure: Error, Sendable, Hashable {
  /// The `status` in the record.
  public let status: RecordStatus
  /// The stable name of the kind of failure.
  public let code: String
  /// What is wrong, with the value found and the value allowed.
  public let message: String
  /// Where in the file; nil if there is no one place.
  public let place: String?
  /// What to do next, where one model is opened; records leave it out.
  let fix: String

  /// A failure in words.
  public init(
    _ status: RecordStatus, _ code: String, _ message: String, place: String? = nil,
    fix: String = "Check the path."
  ) {
    (self.status, self.code, self.message) = (status, code, message)
    (self.place, self.fix) = (place, fix)
  }
}

extension BatchFailure {
  /// A failure to read a model.
  init(_ error: Diagnostic) {
    self.init(
      .unreadable, error.code.rawValue, error.what,
      place: error.place.description.isEmpty ? nil : error.place.description, fix: error.fix)
  }

  /// The operating system's error for a file.
  init(_ error: SystemError) {
    switch error.number {
    case ENOENT, ENOTDIR: self.init(Diagnostic.notFound())
    default: self.init(Diagnostic.notReadable(error.words))
    }
  }

  static let checkMember =
    "Check the name after the `!`; `tflens batch FILE` prints a record for each model in it."

  static let notAFile = Self(
    .skipped, "not-a-file", "this is a pipe, a socket or a device; it must be a file")

  static func tooLarge(_ count: Int, allowed: Int) -> Self {
    Self(
      .skipped, "too-large", "the model has \(count) bytes; the limit is \(allowed) (--max-bytes)")
  }

  /// `names` are those of the container's models.
  static func noSuchSection(_ name: String, among names: [String]) -> Self {
    let shown = names.prefix(5).map { "'\($0.escapedForDisplay)'" }.joined(separator: ", ")
    let has = names.isEmpty ? "it has no models" : "its models are \(shown)"
    return Self(
      .unreadable, "no-such-section",
      "the container has no model '\(name.escapedForDisplay)'; \(has)\(names.count > 5 ? ", ..." : "")",
      fix: checkMember)
  }

  /// `kind` is what the section holds: "SP_Tokenizer".
  static func notAModelSection(_ index: Int, holds kind: String) -> Self {
    Self(
      .unreadable, "no-such-section", "section \(index) holds \(kind); it must be TFLiteModel",
      fix: checkMember)
  }

  static func timeout(seconds: Double) -> Self {
    Self(.timeout, "timeout", "no result within \(seconds) seconds")
  }

  /// `ending` is a status from `waitpid`.
  static func workerDied(_ ending: Int32) -> Self {
    let signal = ending & 0x7f
    let how = signal == 0 ? "with status \(ending >> 8 & 0xff)" : "by signal \(signal)"
    return Self(
      .unreadable, "worker-died", "the process that read the model ended \(how)")
  }
}
