import ArgumentParser
import ModelFormat
import Reporting

extension DiffReport.Aspect: ExpressibleByArgument {}

/// What `tflens diff` compares, and how it prints the differences.
struct DiffOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, md }

  @Option(help: "Output format: text for people, json for programs, md for pull requests.")
  var format: Format = .text

  @Flag(help: "Compare scales, zero points and granularity only.")
  var quantizationOnly = false

  @Flag(inversion: .prefixedNo, help: "Compare the data of constants.")
  var weights = true

  @Flag(help: "List every difference in text and md, not just the first 10 of each kind.")
  var all = false

  @Option(
    help:
      "Exit with status 1 for this kind of difference only; change is any difference (default: change). Repeatable."
  )
  var failOn: [DiffReport.Aspect] = []

  @Option(help: "When to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  @Flag(name: [.short, .long], help: "In text, print nothing if the models are the same.")
  var quiet = false

  /// Throws if the command could never fail for a kind of difference that it is to fail for.
  func check() throws(Diagnostic) {
    if !weights, failOn.contains(.weights) { throw .together("--fail-on weights", "--no-weights") }
    let other = failOn.first { $0 != .quantization && $0 != .change }
    if quantizationOnly, let other {
      throw .together("--fail-on \(other.rawValue)", "--quantization-only")
    }
  }

  /// Prints a report.
  func write(_ report: DiffReport) throws {
    switch format {
    case .text:
      if !quiet || !report.isUneventful { try text { try report.writeText(to: $0) } }
    case .md:
      let output = OutputBuffer(StandardOutput.offer)
      try report.writeMarkdown(to: output)
      try output.finish()
    case .json: try json { try report.writeJSON(to: $0) }
    }
  }

  /// Prints one JSON document.
  func json(_ body: (JSONWriter) throws -> Void) throws {
    let output = OutputBuffer(StandardOutput.offer)
    let json = JSONWriter(to: output, lineDepth: DiffReport.lineDepth)
    try body(json)
    json.endDocument()
    try output.finish()
  }

  /// Prints text.
  func text(_ body: (TextWriter) throws -> Void) throws {
    let output = OutputBuffer(StandardOutput.offer)
    try body(TextWriter(to: output, style: .standardOutput(color), width: Terminal.width))
    try output.finish()
  }
}
