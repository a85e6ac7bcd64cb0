internal import Glibc

// Failures to open, read or write a model.

extension Diagnostic.Code {
  /// The file does not exist.
  public static let notFound = Self("not-found", .unreadable)
  /// The operating system does not let us read the file.
  public static let notReadable = Self("not-readable", .unreadable)
  /// A folder where a file is expected.
  public static let isAFolder = Self("is-a-folder", .unreadable)
  /// A terminal, pipe or device where a file is expected.
  public static let notAFile = Self("not-a-file", .unreadable)
  /// More data than fits in memory.
  public static let tooLarge = Self("too-large", .unreadable)
  /// A file without bytes.
  public static let empty = Self("empty", .unreadable)
  /// A file of another kind.
  public static let notAModel = Self("not-a-model", .unreadable)
  /// A Git LFS pointer instead of the model.
  public static let gitLFSPointer = Self("git-lfs-pointer", .unreadable)
  /// Tables that extend past the end of the file.
  public static let truncated = Self("truncated", .unreadable)
  /// An offset that points outside the tables.
  public static let offsetOutOfRange = Self("offset-out-of-range", .unreadable)
  /// A value that is not aligned to its size.
  public static let misaligned = Self("misaligned", .unreadable)
  /// A table whose list of fields is inconsistent.
  public static let malformedTable = Self("malformed-table", .unreadable)
  /// A string without its final 0.
  public static let unterminatedString = Self("unterminated-string", .unreadable)
  /// Tables that are shared more often than a converter would.
  public static let unfoldsTooFar = Self("unfolds-too-far", .unreadable)
  /// An index that refers to nothing.
  public static let indexOutOfRange = Self("index-out-of-range", .unreadable)
  /// Data outside the file.
  public static let rangeOutOfFile = Self("range-out-of-file", .unreadable)
  /// A file that became shorter while it was read.
  public static let cutWhileReading = Self("cut-while-reading", .unreadable)
  /// Fields newer than the schema, which a rewrite would lose.
  public static let unknownFields = Self("unknown-fields", .findings)
  /// Parts that overlap, and would be written separately.
  public static let wouldGrow = Self("would-grow", .findings)
  /// More tables than offsets can reach.
  public static let tablesTooLarge = Self("tables-too-large", .unreadable)
  /// An appended zip archive that cannot be moved.
  public static let zipNotMovable = Self("zip-not-movable", .unreadable)
  /// The output is the input.
  public static let outputIsTheModel = Self("output-is-the-model", .unreadable)
  /// The output is another file of the command.
  public static let outputIsInUse = Self("output-is-in-use", .unreadable)
  /// The output exists, and `--force` is not given.
  public static let outputExists = Self("output-exists", .unreadable)
  /// The operating system does not let us write the file.
  public static let notWritable = Self("not-writable", .unreadable)
  /// A signal asked the process to end.
  public static let interrupted = Self("interrupted", .interrupted)

  /// The codes of a model's file.
  static let ofModels: [Self] = [
    .notFound, .notReadable, .isAFolder, .notAFile, .tooLarge, .empty, .notAModel, .gitLFSPointer,
    .truncated, .offsetOutOfRange, .misaligned, .malformedTable, .unterminatedString,
    .unfoldsTooFar, .indexOutOfRange, .rangeOutOfFile, .cutWhileReading, .unknownFields, .wouldGrow,
    .tablesTooLarge, .zipNotMovable, .outputIsTheModel, .outputExists, .notWritable, .interrupted,
  ]
}

// A file that is not a model, or that cannot be opened.
extension Diagnostic {
  /// `code` says what the file is for.
  package static func notFound(_ code: Code = .notFound) -> Self {
    Self(code, "the file does not exist", fix: "Check the spelling and the folder.")
  }

  /// `reason` is the operating system's message.
  package static func notReadable(_ reason: String) -> Self {
    Self(
      .notReadable, "the file cannot be read: \(reason)",
      fix: "Check its permissions and its disk.")
  }

  package static func isAFolder() -> Self {
    Self(
      .isAFolder, "this is a folder", "it must be a file",
      fix: "Give the path of a model inside it.")
  }

  static func notAFile() -> Self {
    Self(
      .notAFile, "this is a terminal or a device", "it must be a file or a pipe",
      fix: "Give the path of a .tflite file, or pipe a model into standard input.")
  }

  static func tooLarge(allowed: Int) -> Self {
    Self(
      .tooLarge, "more than \(allowed) bytes come through a pipe",
      "a model from a pipe must fit in memory",
      fix: "Save the model to a file, which can have any size, and give its path.")
  }

  static func empty() -> Self {
    Self(
      .empty, "the file is empty", "a model has at least 8 bytes",
      fix: "Download or export it again.")
  }

  static func tooShort(_ count: Int) -> Self {
    Self(
      .notAModel, "only \(count.counted("byte"))", "a model has at least 8",
      fix: "Download or export it again.")
  }

  static func gitLFSPointer(size: String?) -> Self {
    let real = size.map { " to a file of \($0) bytes" } ?? ""
    return Self(
      .gitLFSPointer, "this is a Git LFS pointer\(real), not the model itself",
      fix: "Run `git lfs pull` in its repository, then try again.")
  }

  /// `kind` is what the first bytes look like: "a zip archive".
  static func notAModel(looksLike kind: String, fix: String) -> Self {
    Self(.notAModel, "this is \(kind), not a model", fix: fix)
  }

  static func largeDescription(count: Int, allowed: Int) -> Self {
    Self(
      .tooLarge, "the metadata has \(count) bytes", "at most \(allowed) are read",
      fix: "Put large files into the archive after the model.")
  }

  static func notMetadata(count: Int) -> Self {
    Self(
      .notAModel, "the \(count) bytes do not have the identifier of TFLite Metadata",
      "it must be 'M001'", at: Place(byte: 4),
      fix: "Write the metadata again with the TFLite Metadata writer.")
  }

  static func wrongIdentifier(_ found: String) -> Self {
    Self(
      .notAModel, "the file identifier is \(found)", "it must be 'TFL3'", at: Place(byte: 4),
      fix: "Make sure that this is a TensorFlow Lite model, and that it was copied whole.")
  }
}

// A file whose tables cannot be walked.
extension Diagnostic {
  private static let copyAgain =
    "The file is damaged or was cut short: copy, download or export it again."

  static func truncated(end: UInt64, count: UInt64, at place: Place) -> Self {
    Self(
      .truncated, "data extends to byte \(end), but the file ends at byte \(count)", at: place,
      fix: copyAgain)
  }

  static func tableBeyondReach(end: UInt64, allowed: UInt64, at place: Place) -> Self {
    Self(
      .offsetOutOfRange, "a table or vector ends at byte \(end)",
      "tables must end by byte \(allowed)", at: place, fix: copyAgain)
  }

  static func offsetOutOfRange(_ offset: UInt64, allowed: UInt64, at place: Place) -> Self {
    Self(
      .offsetOutOfRange, "the offset \(offset) points outside the tables",
      "it must be 1 to \(allowed)",
      at: place, fix: copyAgain)
  }

  static func misaligned(size: UInt64, at place: Place) -> Self {
    Self(
      .misaligned, "a value of \(size) bytes must start at a multiple of \(size)", at: place,
      fix: copyAgain)
  }

  /// A number that a table or its vtable states.
  ///
  /// `part` is what it is: "the size of a vtable". `allowed` is the nearest allowed number; `found` itself if it is odd.
  static func malformedTable(
    _ part: String, found: UInt64, allowed: UInt64, at place: Place
  ) -> Self {
    let words =
      found == allowed
      ? "even" : found < allowed ? "at least \(allowed)" : "at most \(allowed)"
    return Self(
      .malformedTable, "\(part) is \(found)", "it must be \(words)", at: place, fix: copyAgain)
  }

  static func unterminatedString(found: UInt64, at place: Place) -> Self {
    Self(
      .unterminatedString, "the byte after a string is \(found)", "it must be 0", at: place,
      fix: copyAgain)
  }

  static func unfoldsTooFar(allowed: UInt64, at place: Place) -> Self {
    Self(
      .unfoldsTooFar,
      "tables are shared so often that, copied for each use, they exceed the \(allowed) bytes allowed",
      at: place,
      fix: "No converter writes such a file. If you made it, give each use its own table.")
  }

  static func cutWhileReading(count: Int) -> Self {
    Self(
      .cutWhileReading, "the file became shorter than its \(count) bytes while it was read",
      fix: "Try again when no other program writes to it.")
  }
}

// A file whose tables refer to things that do not exist.
extension Diagnostic {
  private static let exportAgain = "Export the model again: its tables are inconsistent."

  /// `what` is the kind of thing that the index should refer to: "tensor", "buffer", "operator code".
  static func noSuch(_ what: String, _ index: Int64, of count: Int, at place: Place) -> Self {
    let have =
      count == 0
      ? "there are none"
      : count == 1
        ? "there is 1, with index 0" : "there are \(count), with indices 0 to \(count - 1)"
    return Self(
      .indexOutOfRange, "\(what) \(index) does not exist", have, at: place, fix: exportAgain)
  }

  static func noSuchExternalBuffer(_ id: UInt32, at place: Place) -> Self {
    Self(.indexOutOfRange, "no external buffer has the id \(id)", at: place, fix: exportAgain)
  }

  static func rangeOutOfFile(offset: UInt64, size: UInt64, count: Int, at place: Place) -> Self {
    Self(
      .rangeOutOfFile,
      "data of \(size) bytes at byte \(offset) extends past the end of the file, at byte \(count)",
      at: place,
      fix: "The file was cut short, or copied without its data: copy or export it again.")
  }
}

// A model that cannot be written, or not to the given place.
extension Diagnostic {
  /// How many places are listed; a newer converter may add a field to every tensor.
  private static let shownPlaces = 20

  static func unknownFields(_ places: [String]) -> Self {
    let shown = places.prefix(shownPlaces).joined(separator: ", ")
    let more = places.count > shownPlaces ? ", and \(places.count - shownPlaces) more" : ""
    return Self(
      .unknownFields, "fields newer than the schema would be lost: \(shown)\(more)",
      fix: "Rewrite it without them, with --drop-unknown-fields.")
  }

  static func wouldGrow(_ count: Int, from old: Int) -> Self {
    Self(
      .wouldGrow,
      "the file would grow from \(old) to \(count) bytes, because overlapping parts of it would be "
        + "written separately",
      fix: "Export the model again: no converter writes overlapping parts.")
  }

  static func tablesTooLarge(_ count: Int, allowed: Int) -> Self {
    Self(
      .tablesTooLarge, "the tables take \(count) bytes", "they must take at most \(allowed)",
      fix: "Split the model into smaller ones.")
  }

  static func zipNotMovable(_ reason: String) -> Self {
    Self(
      .zipNotMovable, "the appended zip archive cannot be moved: \(reason)",
      fix: "Remove the archive with `zip -d`, then add its files again.")
  }

  package static func outputIsInUse(_ other: FilePath) -> Self {
    Self(
      .outputIsInUse,
      "another argument of the command is the same file: '\(other.description.escapedForDisplay)'",
      fix: "Choose another output file.")
  }

  static func outputIsTheModel() -> Self {
    Self(
      .outputIsTheModel, "the output is the model itself",
      fix: "Choose another output file.")
  }

  static func outputIsAModel() -> Self {
    Self(
      .outputIsTheModel, "the output is a model", "only a model can replace it",
      fix: "Choose another output file.")
  }

  static func outputIsAFolder() -> Self {
    Self(
      .notWritable, "the output is a folder", "it must be a file",
      fix: "Add a file name to the path.")
  }

  static func outputExists() -> Self {
    Self(
      .outputExists, "the file already exists",
      fix: "Give another file, or replace this one with --force.")
  }

  static func notWritable(_ reason: String) -> Self {
    Self(
      .notWritable, "the file cannot be written: \(reason)",
      fix: "Check the folder, its permissions and the free space on its disk.")
  }

  static func notWritable(_ reason: SystemError) -> Self { notWritable(reason.words) }

  static func interrupted() -> Self {
    Self(
      .interrupted, "interrupted while writing",
      fix: "Nothing was written; run the command again.")
  }
}
