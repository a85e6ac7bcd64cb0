public import ModelFormat

/// A document about one model, in every form that it can take.
public protocol Report {
  /// The name and version of the JSON form: `tflens.inspect/1`.
  static var schema: String { get }
  /// How deep the JSON form is broken into lines.
  static var lineDepth: Int { get }

  /// Writes the members of the JSON form, after `schema` and `tool`.
  func writeMembers(to json: JSONWriter) throws
  /// Writes the form for people, the answer in the first line.
  func writeText(to text: TextWriter) throws
  /// Whether there is nothing to report, so that a quiet command prints nothing.
  var isUneventful: Bool { get }
}

extension Report {
  /// False: the report is the requested output.
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

extension Diagnostic {
  /// Writes the JSON form, as one document in place of the report that `schema` names.
  public func writeJSON(schema: String, to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", schema)
      try json.member("tool", ToolVersion.current)
      try json.member("path", file?.description)
      try json.key("error")
      try json.object {
        try json.member("code", code.rawValue)
        try json.member("message", what)
        try json.member("place", place.description.isEmpty ? nil : place.description)
      }
    }
  }
}

/// A list of something that tflens has, such as rules, in every form that it can be printed in.
public protocol Listing {
  /// Writes the form for people.
  func writeText(to text: TextWriter) throws
  /// Writes the JSON form.
  func writeJSON(to json: JSONWriter) throws
  /// Writes the page of `docs/`.
  func writeMarkdown(to output: OutputBuffer)
}
