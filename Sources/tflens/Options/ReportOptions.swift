import ArgumentParser
import ModelFormat
import Reporting

/// How a report is printed; every command that reports has these.
struct ReportOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, ndjson }

  @Option(help: "How to print: text for people, json for programs, ndjson for one line a model.")
  var format: Format = .text

  @Option(help: "Whether to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  @Flag(name: [.short, .long], help: "Print errors only, no warnings or progress.")
  var quiet = false

  /// Reports on each model in turn.
  ///
  /// One that cannot be read does not keep the others from it.
  ///
  /// - Throws: the status of the first such failure, at the end.
  func run<R: Report>(_ paths: [FilePath], _ make: (Model, FilePath) throws -> R) throws {
    let output = OutputBuffer(StandardOutput.write)
    let json = JSONWriter(to: output, lineDepth: format == .ndjson ? 0 : R.lineDepth)
    let text = TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
    let isList = format == .json && paths.count > 1
    var status: ExitCode?
    var isFirst = true

    func fail(_ failure: FileFailure) throws {
      status = status ?? ExitStatus.of(failure.error)
      StandardError.write(Terminal.errorPrefix(color) + failure.description + "\n")
      if format != .text { try failure.writeJSON(schema: R.schema, to: json) }
    }

    func one(_ path: FilePath) throws {
      do {
        let model = Model(file: try ModelFile.open(path))
        let report = try make(model, path)
        if format == .text, !isFirst { try text.line() }
        isFirst = false
        format == .text ? try report.writeText(to: text) : try report.writeJSON(to: json)
        try model.file.checkUnchanged()
      } catch let error as ModelError {
        try fail(FileFailure(path: path, error: error))
      } catch let failure as FileFailure {
        try fail(failure)
      } catch let error as SelectionError {
        StandardError.write(Terminal.errorPrefix(color) + error.description + "\n")
        throw ExitStatus.usage
      }
    }
    if isList {
      try json.array(of: paths) { try one($0) }
      json.endDocument()
    } else {
      for path in paths {
        try one(path)
        if format != .text { json.endDocument() }
      }
    }
    try output.finish()
    if let status { throw status }
  }

  /// Tells of something that does not stop the work.
  func warn(_ text: String) {
    if !quiet { StandardError.write("warning: \(text.escapedForDisplay)\n") }
  }
}
