public import Auditing
public import ModelFormat

/// Findings as commands that GitHub reads from a workflow's output, one line each.
///
/// Source: GitHub Docs, "Workflow commands for GitHub Actions", and `escapeData` and
/// `escapeProperty` of `actions/toolkit`, `packages/core/src/command.ts`.
public struct WorkflowAnnotations {
  private let output: OutputBuffer

  /// Annotations for `output`.
  public init(to output: OutputBuffer) { self.output = output }

  /// Adds the findings of a model.
  public func add(_ result: AuditResult, path: FilePath) throws {
    for finding in result.findings {
      try add(
        finding.severity.command, file: path.description,
        title: "\(finding.rule.id) \(finding.rule.name)",
        message: "\(finding.place.sentence)\(finding.message)\n\(finding.fix)")
    }
  }

  /// Adds a model that could not be read.
  public func add(_ failure: Diagnostic) throws {
    try add(
      "error", file: failure.file?.description ?? "", title: "unreadable", message: "\(failure)")
  }

  private func add(_ command: String, file: String, title: String, message: String) throws {
    try output.flushIfLarge()
    let message = message.split(separator: "\n").map { String($0).escapedForDisplay }
      .joined(separator: "\n")
    output.append(
      "::\(command) file=\(Self.property(file)),title=\(Self.property(title))::"
        + "\(Self.data(message))\n")
  }

  private static func data(_ text: String) -> String { escape(text, ["%", "\r", "\n"]) }

  private static func property(_ text: String) -> String {
    escape(text, ["%", "\r", "\n", ":", ","])
  }

  private static func escape(_ text: String, _ unsafe: Set<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if unsafe.contains(scalar) {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "%\(hex.count < 2 ? "0" : "")\(hex)".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Severity {
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }
}

extension FindingPlace {
  /// `operator 12 (CONV_2D), tensor 5 (conv1/bias): `; empty for the model as a whole.
  fileprivate var sentence: String {
    let text = logicalName(separator: ", ")
    return text.isEmpty ? "" : text + ": "
  }

  /// From the outside in, as a person would look it up.
  func logicalName(separator: String) -> String {
    var steps: [String] = []
    if let subgraph { steps.append("subgraph \(subgraph)") }
    if let op { steps.append("operator \(op)" + (opName.map { " (\($0))" } ?? "")) }
    if let tensor { steps.append("tensor \(tensor)" + (tensorName.map { " (\($0))" } ?? "")) }
    return steps.joined(separator: separator)
  }
}
