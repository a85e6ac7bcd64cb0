public import ModelFormat

/// Everything in a model, table by table, with the names of the schema.
public struct DumpReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.dump/2"
  /// A line for each operator, tensor and buffer.
  public static let lineDepth = 4

  /// How many fields newer than the schema are listed for one table: every table of a file may share one list
  /// of fields with 32,000 entries.
  static let shownFields = 16

  let model: Model
  let path: FilePath
  /// Whether data is printed as numbers, instead of its size and SHA-256.
  let printsData: Bool

  /// A report about the model read from `path`.
  public init(_ model: Model, path: FilePath, printsData: Bool = false) {
    self.model = model
    self.path = path
    self.printsData = printsData
  }

  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", path.description)
    try json.key("model")
    try DumpWriter(json, printsData: printsData).write(Record(root: model.file))
  }
}
