public import ModelFormat
public import Rewriting

/// A document about one model, in every form that it can take.
public protocol Report {
  /// The name and version of the JSON form: `tflens.inspect/1`.
  static var schema: String { get }
  /// How deep the JSON form is broken into lines.
  static var lineDepth: Int { get }

  /// Writes the members of the JSON form, behind `schema` and `tool`.
  func writeMembers(to json: JSONWriter) throws
  /// Writes the form for people, the answer in the first line.
  func writeText(to text: TextWriter) throws
  /// Whether it says only that all is well: a quiet command does not print it.
  var isUneventful: Bool { get }
}

extension Report {
  /// False: the report is what was asked for.
  public var isUneventful: Bool { false }
}

extension Report {
  /// Writes the JSON form, one document.
  public func writeJSON(to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", Self.schema)
      try json.member("tool", ToolVersion.current)
      try writeMembers(to: json)
    }
  }

  /// The JSON form as the bytes of a file.
  public func jsonDocument() throws -> [UInt8] {
    var document: [UInt8] = []
    let output = OutputBuffer { document += $0 }
    let json = JSONWriter(to: output, lineDepth: Self.lineDepth)
    try writeJSON(to: json)
    json.endDocument()
    try output.finish()
    return document
  }
}

/// What stands in the place of a report that cannot be made.
public struct FileFailure: Error, CustomStringConvertible {
  /// What is the matter, as far as a program may want to know.
  public enum Cause: Sendable {
    /// A file cannot be read or written.
    case file(ModelError.Code)
    /// A member of an archive cannot be read.
    case archive
    /// The model lacks what was asked for.
    case wish
    /// The model is not rewritten.
    case refusal(RewriteError.Code)
    /// The runtime does not run the model, or there is none.
    case runtime
  }

  /// What is the matter.
  public let cause: Cause
  /// The file; nil where it is about no one file.
  public let path: FilePath?
  private let code: String
  private let message: String
  private let place: String
  /// The words for a terminal: the path, what is wrong, and what to do about it.
  public let description: String

  /// The failure to read or write the file at `path`.
  public init(path: FilePath, error: ModelError) {
    self.init(
      .file(error.code), path, code: error.code.rawValue, message: error.what, place: error.place,
      words: "\(error)")
  }

  /// A model that has nothing where the report was asked to look.
  public init(path: FilePath, error: SelectionError) {
    self.init(
      .wish, path, code: "no-such-part", message: error.description, words: error.description)
  }

  /// A member of an archive that cannot be read.
  public init(path: FilePath, code: String, message: String) {
    self.init(.archive, path, code: code, message: message, words: "\(message) [\(code)]")
  }

  /// A model that is not rewritten.
  public init(path: FilePath, error: RewriteError) {
    self.init(
      .refusal(error.code), path, code: error.code.rawValue, message: error.what,
      place: error.place, words: "\(error)")
  }

  /// A failure of one kind, in words for programs and for people; `path` is nil where it is about
  /// no one file.
  init(
    _ cause: Cause, _ path: FilePath?, code: String, message: String, place: Place = Place(),
    words: String
  ) {
    (self.cause, self.path) = (cause, path)
    (self.code, self.message, self.place) = (code, message, place.description)
    let name = path.map { "'\($0.description.escapedForDisplay)': " } ?? ""
    description = name + words
  }

  /// Does `body`; what it throws becomes a failure of the file at `path`.
  public static func catching<Result>(
    _ path: FilePath, _ body: () throws(ModelError) -> Result
  ) throws(FileFailure) -> Result {
    do {
      return try body()
    } catch {
      throw FileFailure(path: path, error: error)
    }
  }

  /// Writes the JSON form, one document in the place of the one that `schema` names.
  public func writeJSON(schema: String, to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", schema)
      try json.member("tool", ToolVersion.current)
      try json.member("path", path?.description)
      try json.key("error")
      try json.object {
        try json.member("code", code)
        try json.member("message", message)
        try json.member("place", place)
      }
    }
  }
}
