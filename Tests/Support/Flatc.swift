import Foundation

/// FlatBuffers' own compiler: models written as JSON in a test become files by its hand, not ours.
public enum Flatc {
  /// flatc's own words for what is wrong.
  public struct Failure: Error {
    /// Its error, without the list of its options.
    public let message: String
  }

  /// The bytes of a model that is written as flatc's JSON, by our schema.
  public static func model(_ json: String) throws -> [UInt8] {
    try Places.withTemporaryFolder { folder in
      let source = folder.appending(path: "m.json")
      try Data(json.utf8).write(to: source)
      try run("--binary", "-o", folder.path, schema, source.path)
      return [UInt8](try Data(contentsOf: folder.appending(path: "m.tflite")))
    }
  }

  /// The bytes of TFLite Metadata that is written as flatc's JSON, by our schema.
  public static func metadata(_ json: String) throws -> [UInt8] {
    try Places.withTemporaryFolder { folder in
      let source = folder.appending(path: "m.json")
      try Data(json.utf8).write(to: source)
      try run("--no-warnings", "--binary", "-o", folder.path, metadataSchema, source.path)
      return [UInt8](try Data(contentsOf: folder.appending(path: "m.tflitemeta")))
    }
  }

  /// The bytes of a table that is written as flatc's JSON, by a schema of its own.
  public static func bytes(_ json: String, schema: String) throws -> [UInt8] {
    try Places.withTemporaryFolder { folder in
      let (source, file) = (folder.appending(path: "t.json"), folder.appending(path: "t.fbs"))
      try Data(json.utf8).write(to: source)
      try Data(schema.utf8).write(to: file)
      try run("--binary", "-o", folder.path, file.path, source.path)
      return [UInt8](try Data(contentsOf: folder.appending(path: "t.bin")))
    }
  }

  /// A model as flatc's JSON, by our schema.
  public static func json(of model: URL) throws -> Data {
    try Places.withTemporaryFolder { folder in
      let copy = folder.appending(path: "m.tflite")
      try FileManager.default.copyItem(at: model, to: copy)
      try run("--json", "--raw-binary", "--strict-json", "-o", folder.path, schema, "--", copy.path)
      return try Data(contentsOf: folder.appending(path: "m.json"))
    }
  }

  /// Our schema of models as a binary schema.
  public static func binarySchema() throws -> [UInt8] { try binary(schema, "tflite") }

  /// Our schema of TFLite Metadata as a binary schema.
  public static func binaryMetadataSchema() throws -> [UInt8] {
    try binary(metadataSchema, "metadata")
  }

  private static func binary(_ schema: String, _ name: String) throws -> [UInt8] {
    try Places.withTemporaryFolder { folder in
      try run("--no-warnings", "--binary", "--schema", "-o", folder.path, schema)
      return [UInt8](try Data(contentsOf: folder.appending(path: "\(name).bfbs")))
    }
  }

  private static let schema = Places.project.appending(path: "schema/tflite.fbs").path
  private static let metadataSchema = Places.project.appending(path: "schema/metadata.fbs").path

  private static func run(_ arguments: String...) throws {
    guard let flatc = Program.find("flatc") else {
      throw Failure(message: "flatc is missing; `make test` installs it")
    }
    let outcome = try Program.run(flatc, arguments)
    guard outcome.status == 0 else {
      // Before its error, flatc prints all of its options.
      let all = outcome.text + outcome.errorText
      throw Failure(message: String(all.split(separator: "error:").last ?? ""))
    }
  }
}
