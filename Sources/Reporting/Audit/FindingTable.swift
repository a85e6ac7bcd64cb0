public import Auditing
public import ModelFormat

/// Findings as comma-separated values, one row each (RFC 4180).
///
/// A cell that a spreadsheet would treat as a formula begins with an apostrophe.
public struct FindingTable {
  private let output: OutputBuffer

  private static let columns = [
    "path", "rule", "name", "severity", "subgraph", "operator", "op", "tensor", "tensor_name",
    "message", "values", "fix",
  ]

  /// A table that begins with the names of its columns.
  public init(to output: OutputBuffer) {
    self.output = output
    add(Self.columns)
  }

  /// Adds the findings of a model.
  public func add(_ result: AuditResult, path: FilePath) throws {
    for finding in result.findings {
      try output.flushIfLarge()
      let place = finding.place
      add([
        path.description, finding.rule.id, finding.rule.name, finding.severity.rawValue,
        place.subgraph.text, place.op.text, place.opName ?? "", place.tensor.text,
        place.tensorName ?? "", finding.message,
        finding.values.map { "\($0.name)=\($0.text)" }.joined(separator: " "), finding.fix,
      ])
    }
  }

  private func add(_ cells: [String]) {
    output.append(cells.map(Self.cell).joined(separator: ",") + "\r\n")
  }

  /// One cell, quoted where it must be.
  package static func cell(_ text: String) -> String {
    let shown = text.escapedForDisplay
    let isFormula = shown.first.map { "=+-@".contains($0) } ?? false
    let safe = isFormula ? "'" + shown : shown
    guard safe.contains(where: { "\",\n\r".contains($0) }) else { return safe }
    return
      "\"\(safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}

extension Int? {
  fileprivate var text: String { map(String.init) ?? "" }
}

extension FindingValue {
  /// The value as JSON would have it, without quotes.
  var text: String {
    switch content {
    case .integer(let number): "\(number)"
    case .float32(let number): "\(number)"
    case .float64(let number): "\(number)"
    case .text(let text): text
    }
  }
}
