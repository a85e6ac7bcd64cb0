import ArgumentParser
import Batching
import ModelFormat
import Reporting

/// How a report is printed; every command that reports has these.
struct ReportOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, ndjson }

  @Option(help: "Output format: text for people, json for programs, ndjson for one line per model.")
  var format: Format = .text

  @Option(help: "When to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  @Flag(
    name: [.short, .long],
    help:
      "Print no warnings or progress. In text, `rewrite` prints no report if it writes the file, and `verify` prints none if it passes."
  )
  var quiet = false

  init() {}

  /// The options of a command that has fewer of them.
  init(format: Format, color: Terminal.Color) {
    (self.format, self.color, quiet) = (format, color, false)
  }

  /// Reports on each model in turn.
  ///
  /// If a model cannot be read, or lacks the selected part, the others are still reported.
  ///
  /// - Parameter endsWithReader: whether to end once the reader has closed the pipe, because no exit status
  ///   depends on what is left.
  /// - Throws: at the end, the status of the worst failure.
  func run<R: Report>(
    _ named: NamedModels, endsWithReader: Bool = false, _ make: (Model, FilePath) throws -> R
  ) throws {
    let write = endsWithReader ? StandardOutput.write : StandardOutput.offer
    let output = OutputBuffer(write)
    let json = JSONWriter(to: output, lineDepth: format == .ndjson ? 0 : R.lineDepth)
    let text = TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
    let isList = format == .json && named.isSeveral
    var status = ExitCode.success
    var isFirst = true

    func report(_ named: NamedModel) throws {
      let model = Model(file: try named.open())
      let report = try make(model, named.path)
      if format == .text {
        if quiet && report.isUneventful { return try model.file.checkUnchanged() }
        if !isFirst { try text.line() }
        isFirst = false
        try report.writeText(to: text)
        try model.file.checkUnchanged()
      } else {
        // A file that is truncated in the meantime leaves no partial document.
        try json.whole {
          try report.writeJSON(to: json)
          try model.file.checkUnchanged()
        }
      }
    }
    func fail(_ failure: Diagnostic) throws {
      status = ExitStatus.worse(status, failure.exitCode)
      StandardError.tell(failure)
      if format != .text { try failure.writeJSON(schema: R.schema, to: json) }
    }
    func one(_ named: NamedModel) throws {
      let path = named.path
      do {
        try report(named)
      } catch let failure as Diagnostic {
        try fail(failure.about(path))
      } catch let torn as JSONWriter.Torn {
        // A partial document is printed: nothing can follow it.
        throw (torn.reason as? Diagnostic)?.about(path) ?? torn.reason
      }
    }
    do {
      if isList {
        try json.array(of: named.models) { try one($0) }
        json.endDocument()
      } else {
        for model in named.models {
          try one(model)
          if format != .text { json.endDocument() }
        }
      }
      try output.finish()
    } catch let end as ExitCode where end == .success {
      // The reader is gone; what failed so far has failed.
    }
    if status != .success { throw status }
  }

  /// Prints the report that `make` returns, and returns it.
  ///
  /// - Throws: why there is no report, which the JSON form contains too.
  func run<R: Report>(_ make: () throws -> R) throws -> R {
    let output = OutputBuffer(StandardOutput.offer)
    let json = JSONWriter(to: output, lineDepth: format == .ndjson ? 0 : R.lineDepth)
    do {
      let report = try make()
      if format == .text {
        let text = TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
        if !quiet || !report.isUneventful { try report.writeText(to: text) }
      } else {
        try report.writeJSON(to: json)
        json.endDocument()
      }
      try output.finish()
      return report
    } catch let failure as Diagnostic {
      if format != .text {
        try failure.writeJSON(schema: R.schema, to: json)
        json.endDocument()
        try output.finish()
      }
      throw failure
    }
  }

  /// Prints a warning.
  func warn(_ text: String) {
    if !quiet { StandardError.write("warning: \(text.escapedForDisplay)\n") }
  }
}
