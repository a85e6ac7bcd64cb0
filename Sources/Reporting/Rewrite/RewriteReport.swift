public import ModelFormat

/// What a rewrite changed in a model.
public struct RewriteReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.rewrite/1"
  /// A line for each change.
  public static let lineDepth = 2

  /// How large a model is.
  struct Size {
    let operators: Int
    let bytes: Int
  }

  let input: FilePath
  let output: FilePath
  let (before, after): (Size, Size)
  /// False for a rehearsal, which wrote nothing.
  let isWritten: Bool

  /// A report about the model read from `input`, as it was edited and is written to `output`.
  public init(
    _ edited: EditableModel, from input: FilePath, to output: FilePath, byteCount: Int,
    isWritten: Bool
  ) {
    (self.input, self.output, self.isWritten) = (input, output, isWritten)
    let source = Model(file: edited.source)
    before = Size(
      operators: source.subgraphs.reduce(0) { $0 + $1.operators.count },
      bytes: edited.source.byteCount)
    after = Size(operators: edited.operatorCount, bytes: byteCount)
  }

  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("input", input.description)
    try json.member("output", output.description)
    try json.key("changes")
    try json.array {}
    try json.key("summary")
    try json.object {
      try json.member("changes", 0)
      // Nothing changed, so no code did.
      try json.member("max_error_codes", 0)
      try json.member("operators_before", before.operators)
      try json.member("operators_after", after.operators)
      try json.member("bytes_before", before.bytes)
      try json.member("bytes_after", after.bytes)
    }
  }

  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    let name = text.style.bold("\(output.description.escapedForDisplay):")
    let deed = isWritten ? "written" : "not written, as this is a rehearsal"
    try text.line("\(name) \(deed); no change to \(input.description.escapedForDisplay)")
    try text.line()
    try text.line(
      text.style.faint("  operators  ") + "\(before.operators) -> \(after.operators)")
    try text.line(
      text.style.faint("  size       ") + "\(before.bytes.asByteCount) -> "
        + after.bytes.asByteCount)
  }
}
