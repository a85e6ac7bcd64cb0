internal import Calibrating
internal import Glibc
public import ModelFormat
internal import SQLite

// Failures to start or resume a batch; a failure of one model is a `BatchFailure`.

extension Diagnostic.Code {
  /// A list of models that the operating system does not let us read.
  public static let manifestNotReadable = Self("manifest-not-readable", .unreadable)
  /// A line of such a list that cannot be used.
  public static let manifestLine = Self("manifest-line", .unreadable)
  /// Two models with one id.
  public static let sameID = Self("same-id", .usage)
  /// A database that SQLite cannot open, read or write.
  public static let databaseNotUsable = Self("database-not-usable", .unreadable)
  /// A database written by a newer version.
  public static let databaseTooNew = Self("database-too-new", .unreadable)
  /// A query that SQLite rejects.
  public static let invalidQuery = Self("invalid-query", .usage)
  /// Records that cannot be read or written.
  public static let outputNotWritable = Self("output-not-writable", .unreadable)
  /// A path that names several models where one is needed.
  public static let severalModels = Self("several-models", .usage)
  /// A folder in which no file is a model.
  public static let noModelsInFolder = Self("no-models-in-folder", .unreadable)
  /// A worker process that did not start.
  public static let workerNotStarted = Self("worker-not-started", .unreadable)
}

// The list of models.
extension Diagnostic {
  /// The list of models cannot be read.
  package static func manifestNotReadable(_ error: SystemError) -> Self {
    Self(
      .manifestNotReadable, "the manifest cannot be read: \(error.words)",
      fix: "Check the path and its permissions, or use - for standard input.")
  }

  /// `line` counts from 0.
  static func manifestLine(_ line: Int, _ found: String, _ allowed: String? = nil) -> Self {
    Self(
      .manifestLine, "line \(line + 1) of the manifest is invalid: \(found)", allowed,
      fix:
        #"Write a path on every line, or on every line an object as in {"path": "m.tflite", "id": "mine", "tags": {}}."#
    )
  }

  /// No path and no JSON contains a NUL; `line` counts from 0.
  static func nulInManifest(line: Int) -> Self {
    Self(
      .manifestLine, "line \(line + 1) of the manifest is invalid: it contains a NUL byte",
      fix:
        "Add --null if a NUL ends each path, as `find -print0` writes them; otherwise check that this is a manifest."
    )
  }

  static func manifest(_ error: any Error) -> Self {
    Self(
      .manifestLine, "invalid manifest: \(words(error))", fix: "Check the manifest.")
  }

  static func sameID(_ id: String, _ a: FilePath, _ b: FilePath) -> Self {
    Self(
      .sameID,
      "'\(a.description.escapedForDisplay)' and '\(b.description.escapedForDisplay)' both have the "
        + "id '\(id.escapedForDisplay)'",
      fix: "Give each line of the manifest a unique id, or no id.")
  }

  /// `paths` are those of the models that were found.
  static func severalModels(_ paths: [FilePath]) -> Self {
    let shown = paths.prefix(3).map { "'\($0.description.escapedForDisplay)'" }
    let more = paths.count > 3 ? ", and \(paths.count - 3) more" : ""
    return Self(
      .severalModels, "\(paths.count.counted("model"))", "this argument must name one",
      fix: "Name one of them: \(shown.joined(separator: ", "))\(more).")
  }

  static func noModelsInFolder() -> Self {
    Self(
      .noModelsInFolder, "the folder contains no model",
      "models are *.tflite and *.lite files, *.bin files that begin like a model, and parts of archives and containers",
      fix: "To read a file with another name, give its path.")
  }

  /// A shell pattern without a match; the shell may have passed on a quoted one.
  static func noMatch() -> Self {
    Self(.notFound, "no file matches this pattern", fix: "Check the spelling and the folder.")
  }

  /// A folder of ranges, or a file in it, that cannot be read.
  static func rangesFolder(_ found: String) -> Self {
    Self(
      .rangesNotReadable, found,
      fix: "Give the folder that holds the files of `tflens calibrate`.")
  }

  /// A failure to read an archive or one of its members.
  init(_ failure: BatchFailure) {
    self.init(Code(failure.code, .unreadable), failure.message, fix: failure.fix)
  }
}

// Databases and files of records.
extension Diagnostic {
  static func databaseTooNew(_ path: FilePath) -> Self {
    Self(
      .databaseTooNew, "the database was written by a newer version of tflens",
      fix: "Use that version, or give another file.", file: path)
  }

  static func databaseNotUsable(_ path: FilePath, _ error: any Error) -> Self {
    Self(
      .databaseNotUsable, "the database cannot be used: \(words(error))",
      fix: "It must be a SQLite database that `tflens batch MODELS --database FILE` made.",
      file: path)
  }

  static func noDatabase(_ path: FilePath) -> Self {
    Self(
      .databaseNotUsable, "the database does not exist",
      fix: "Check the path; `tflens batch MODELS --database FILE` makes a database.", file: path)
  }

  static func databaseNotReadable(_ error: any Error) -> Self {
    Self(
      .databaseNotUsable, "the models in the database cannot be read: \(words(error))",
      fix: "Give another file, or inspect this one with `sqlite3`.")
  }

  static func databaseNotWritable(_ error: any Error) -> Self {
    Self(
      .databaseNotUsable, "the database cannot be written: \(words(error))",
      fix: "Check the free space on the disk; finished records are kept, and the batch can resume.")
  }

  static func invalidQuery(_ found: String) -> Self {
    Self(
      .invalidQuery, "invalid query: \(found.escapedForDisplay)",
      fix:
        "Give the name of a view or table, or SQL; `tflens batch query DATABASE` lists the views.")
  }

  /// A word that no view or table is named.
  static func noSuchView(_ name: String, among views: [String]) -> Self {
    Self(
      .invalidQuery, "no view or table is named '\(name.escapedForDisplay)'",
      fix: NearNames.hint(name, among: views) + "`tflens batch query DATABASE` lists the views.")
  }

  static func recordsNotReadable(_ path: FilePath, _ error: any Error) -> Self {
    Self(
      .outputNotWritable, "the records cannot be read: \(words(error))",
      fix: "Give another file for the records.", file: path)
  }

  static func notRecords(_ path: FilePath) -> Self {
    Self(
      .outputNotWritable, "the file exists and does not begin with a record",
      "only a file of records can be resumed",
      fix: "Give another file with --output, or remove this one first.", file: path)
  }

  static func recordsNotWritable(_ path: FilePath, _ reason: String) -> Self {
    Self(
      .outputNotWritable, "the records cannot be written: \(reason)",
      fix: "Check the folder, its permissions and the free space on the disk.", file: path)
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
      fix: "Check the limits on processes and memory (`ulimit -a`), or lower --jobs.")
  }

  static func noPipe(_ reason: Int32) -> Self {
    Self(
      .workerNotStarted, "a pipe cannot be created: \(SystemError.words(reason))",
      fix: "Check the limit on open files (`ulimit -n`), or lower --jobs.")
  }

  static func workerEndedEarly(_ failure: BatchFailure) -> Self {
    Self(
      .workerNotStarted, "a worker ended before it was ready: \(failure.message)",
      fix: "Check the limit on memory (`ulimit -v`), or try --jobs 1.")
  }

  /// SQLite's message, if the error is one of SQLite's.
  private static func words(_ error: any Error) -> String {
    ((error as? SQLiteError)?.message ?? "\(error)").escapedForDisplay
  }
}
