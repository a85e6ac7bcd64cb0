import ArgumentParser
import ModelFormat

/// Where `tflens rewrite` writes a model, and under which conditions.
struct RewriteOutput: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "File to write, which cannot be the model itself; optional with --dry-run.")
  var output: FilePath?

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  @Flag(help: "Drop fields newer than the schema, instead of rejecting the model.")
  var dropUnknownFields = false

  @Flag(help: "Report what would change, and write nothing.")
  var dryRun = false

  /// Throws if there is no file to write, or if it would be standard output.
  func check() throws(Diagnostic) {
    guard output?.isStandardInput != true else { throw .outputToStandardOutput() }
    guard output != nil || dryRun else { throw .noOutput() }
  }

  /// The file to write, made from a model; nil for a dry run without one.
  func file(from model: ModelFile) throws(Diagnostic) -> OutputFile? {
    guard let output else { return nil }
    return try Diagnostic.about(output) { () throws(Diagnostic) in
      try OutputFile(output, from: model, replacing: force)
    }
  }
}
