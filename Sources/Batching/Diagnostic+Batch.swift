internal import Glibc
public import ModelFormat
internal import SQLite

// The failures to start a batch or to continue it; what is wrong with one model is a `BatchFailure`.

extension Diagnostic.Code {
  /// A list of models that the operating system does not let us read.
  public static let manifestNotReadable = Self("manifest-not-readable", .unreadable)
  /// A line of such a list that names no model.
  public static let manifestLine = Self("manifest-line", .unreadable)
  /// Two models with one id.
  public static let sameID = Self("same-id", .usage)
  /// A database that SQLite cannot open, read or write.
  public static let databaseNotUsable = Self("database-not-usable", .unreadable)
  /// A database that a newer version made.
  public static let databaseTooNew = Self("database-too-new", .unreadable)
  /// A question that SQLite does not answer.
  public static let question = Self("question", .usage)
  /// Records that cannot be read or written.
  public static let outputNotWritable = Self("output-not-writable", .unreadable)
  /// A worker process that did not start.
  public static let workerNotStarted = Self("worker-not-started", .unreadable)
}

// The list of models.
extension Diagnostic {
  /// The operating system does not give us the list.
  package static func manifestNotReadable(_ error: SystemError) -> Self {
    Self(
      .manifestNotReadable, "the manifest cannot be read: \(error.words)",
      fix: "Check the path and its permissions, or give - for standard input.")
  }

  /// `line` counts from 0.
  static func manifestLine(_ line: Int, _ found: String, _ allowed: String? = nil) -> Self {
    Self(
      .manifestLine, "line \(line + 1) of the manifest cannot be used: \(found)", allowed,
      fix: #"Write an object a line: {"path": "m.tflite", "id": "mine", "tags": {}}."#)
  }

  static func manifest(_ error: any Error) -> Self {
    Self(
      .manifestLine, "the manifest cannot be used: \(words(error))", fix: "Check the manifest.")
  }

  static func sameID(_ id: String, _ a: FilePath, _ b: FilePath) -> Self {
    Self(
      .sameID,
      "'\(a.description.escapedForDisplay)' and '\(b.description.escapedForDisplay)' both have the "
        + "id '\(id.escapedForDisplay)'",
      fix: "Give each line of the manifest an id of its own, or none.")
  }

  /// What stands in the way of a member of an archive, or of the archive.
  init(_ failure: BatchFailure) {
    self.init(
      Code(failure.code, .unreadable), failure.message,
      fix: "Check the archive and the member's name; `tflens batch ARCHIVE` lists its models.")
  }
}

// The places for records.
extension Diagnostic {
  static func databaseTooNew(_ path: FilePath) -> Self {
    Self(
      .databaseTooNew, "the database was made by a newer tflens",
      fix: "Use that one, or name another file.", file: path)
  }

  static func databaseNotUsable(_ path: FilePath, _ error: any Error) -> Self {
    Self(
      .databaseNotUsable, "the database cannot be used: \(words(error))",
      fix: "Check that it is a SQLite database made by tflens, in a folder that can be written.",
      file: path)
  }

  static func databaseNotReadable(_ error: any Error) -> Self {
    Self(
      .databaseNotUsable, "the models in the database cannot be read: \(words(error))",
      fix: "Name another file, or look at it with `sqlite3`.")
  }

  static func databaseNotWritable(_ error: any Error) -> Self {
    Self(
      .databaseNotUsable, "the database cannot be written: \(words(error))",
      fix: "Check the room on the disk; what was written before stays, and the batch can resume.")
  }

  static func question(_ found: String) -> Self {
    Self(
      .question, "the question cannot be answered: \(found.escapedForDisplay)",
      fix: "Name a view, or write SQL; docs/batch.md lists tables, views and questions.")
  }

  static func recordsNotReadable(_ path: FilePath, _ error: any Error) -> Self {
    Self(
      .outputNotWritable, "the records cannot be read: \(words(error))",
      fix: "Name another file for the records.", file: path)
  }

  static func recordsNotWritable(_ path: FilePath, _ reason: String) -> Self {
    Self(
      .outputNotWritable, "the records cannot be written: \(reason)",
      fix: "Check the folder, its permissions and the room on the disk.", file: path)
  }

  static func recordsNotWritable(_ path: FilePath, _ error: SystemError) -> Self {
    recordsNotWritable(path, error.words)
  }
}

// The worker processes.
extension Diagnostic {
  static func workerNotStarted(_ reason: Int32) -> Self {
    Self(
      .workerNotStarted, "a worker cannot be started: \(SystemError.words(reason))",
      fix: "Check the limits of processes and memory (`ulimit -a`), or lower --jobs.")
  }

  static func noPipe(_ reason: Int32) -> Self {
    Self(
      .workerNotStarted, "no pipe can be made: \(SystemError.words(reason))",
      fix: "Check the limit of open files (`ulimit -n`), or lower --jobs.")
  }

  static func workerEndedEarly(_ failure: BatchFailure) -> Self {
    Self(
      .workerNotStarted, "a worker ended before it began: \(failure.message)",
      fix: "Run the same command with --jobs 1; check the limit of memory (`ulimit -v`).")
  }

  /// SQLite's own words, where they are its.
  private static func words(_ error: any Error) -> String {
    ((error as? SQLiteError)?.message ?? "\(error)").escapedForDisplay
  }
}
