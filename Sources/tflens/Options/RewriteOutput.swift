import ArgumentParser
import ModelFormat

/// Where `tflens rewrite` writes a model, and under which conditions.
struct RewriteOutput: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "File to write, which cannot be the model itself; optional with --dry-run.")
  var output: FilePath?

  @Option(
    help: ArgumentHelp(
      "Write C source with an array of this name, and its length as NAME_len.", valueName: "name"))
  var cArray: String?

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  @Flag(help: "Drop fields newer than the schema, instead of rejecting the model.")
  var dropUnknownFields = false

  @Flag(help: "Report what would change, and write no model.")
  var dryRun = false

  @Option(
    help:
      "Also write the changes to this file as JSON, each with its certificate: the max change and how it is known."
  )
  var log: FilePath?

  /// Throws if there is no file to write, if it would be standard output, or if the array has no valid name.
  func check() throws(Diagnostic) {
    guard output?.isStandardInput != true else { throw .toStandardOutput("--output") }
    guard log?.isStandardInput != true else { throw .toStandardOutput("--log") }
    guard output != nil || dryRun else { throw .noOutput() }
    if let cArray {
      guard output != nil else { throw .alone("--c-array", without: "--output") }
      guard CArray.isIdentifier(cArray) else { throw .notAnIdentifier(cArray) }
    }
  }

  /// The file to write, made from a model; nil for a dry run without one.
  ///
  /// - Parameter others: files that are read as well.
  func file(
    from model: ModelFile, apartFrom others: [FilePath]
  ) throws(Diagnostic) -> OutputFile? {
    try output.map { (path) throws(Diagnostic) in
      cArray == nil
        ? try OutputFile(path, from: model, replacing: force, apartFrom: others)
        : try OutputFile(document: path, from: model, replacing: force, apartFrom: others)
    }
  }

  /// The file for the changes; nil if none is wanted.
  ///
  /// - Parameter others: files that are read as well.
  func logFile(
    from model: ModelFile, apartFrom others: [FilePath]
  ) throws(Diagnostic) -> OutputFile? {
    try log.map { (path) throws(Diagnostic) in
      try OutputFile(
        document: path, from: model, replacing: force,
        apartFrom: others + (output.map { [$0] } ?? []))
    }
  }

  /// Writes the new model, unless this is a dry run.
  func write(_ model: ModelWriter, to file: OutputFile) throws(Diagnostic) {
    guard !dryRun else { return }
    if let cArray {
      try model.write(asCArray: cArray, to: file)
    } else {
      try model.write(to: file)
    }
  }
}
