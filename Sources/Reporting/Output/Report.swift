public import ModelFormat

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
}

/// What stands in the place of a report that cannot be made.
public struct FileFailure: Error, CustomStringConvertible {
  /// The file.
  public let path: FilePath
  /// What is wrong with the file; nil where it only lacks what was asked for.
  public let error: ModelError?
  private let code: String
  private let message: String
  private let place: String
  /// The words for a terminal: the path, what is wrong, and what to do about it.
  public let description: String

  /// The failure to read or write the file at `path`.
  public init(path: FilePath, error: ModelError) {
    self.path = path
    self.error = error
    code = error.code.rawValue
    message = error.what
    place = error.place.description
    description = "'\(path.description.escapedForDisplay)': \(error)"
  }

  /// A model that has nothing where the report was asked to look.
  public init(path: FilePath, error: SelectionError) {
    self.path = path
    self.error = nil
    code = "no-such-part"
    message = error.description
    place = ""
    description = "'\(path.description.escapedForDisplay)': \(error)"
  }

  /// Does `body`; what it throws becomes a failure of the file at `path`.
  public static func catching(
    _ path: FilePath, _ body: () throws(ModelError) -> Void
  ) throws(FileFailure) {
    do {
      try body()
    } catch {
      throw FileFailure(path: path, error: error)
    }
  }

  /// Writes the JSON form, one document in the place of the one that `schema` names.
  public func writeJSON(schema: String, to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", schema)
      try json.member("tool", ToolVersion.current)
      try json.member("path", path.description)
      try json.key("error")
      try json.object {
        try json.member("code", code)
        try json.member("message", message)
        try json.member("place", place)
      }
    }
  }
}
