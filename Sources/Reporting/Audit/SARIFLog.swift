public import Auditing
public import ModelFormat

/// Findings of any number of models as one SARIF 2.1.0 log.
///
/// Code hosts accept 5,000 results: the most severe are kept, and a notification counts the rest.
///
/// Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
public struct SARIFLog {
  /// A finding, and what depends on the other findings of its model.
  private struct Entry {
    let finding: Finding
    let path: FilePath
    let fingerprint: String
    /// Why it is suppressed; nil if it is not.
    let justification: String?
  }

  private let rules: [RuleInfo]
  private var entries: [Severity: [Entry]] = [:]
  private var leftOut = 0
  private var failures: [Diagnostic] = []
  private static let largest = 5_000

  /// An empty log of an audit.
  public init(_ audit: Audit) { rules = audit.rules.map { $0.info } }

  /// Adds the findings of a model, including suppressed ones.
  public mutating func add(_ result: AuditResult, path: FilePath) {
    var fingerprints = Fingerprints()
    for finding in result.findings {
      add(
        Entry(
          finding: finding, path: path, fingerprint: fingerprints.next(finding), justification: nil)
      )
    }
    for suppressed in result.suppressed {
      add(
        Entry(
          finding: suppressed.finding, path: path,
          fingerprint: fingerprints.next(suppressed.finding),
          justification: suppressed.suppression.reason))
    }
  }

  /// Adds a model that could not be read.
  public mutating func add(_ failure: Diagnostic) { failures.append(failure) }

  private mutating func add(_ entry: Entry) {
    let severity = entry.finding.severity
    guard entries[severity]?.count ?? 0 < Self.largest else {
      leftOut += 1
      return
    }
    entries[severity, default: []].append(entry)
  }

  /// Writes the log.
  public func write(to json: JSONWriter) throws {
    let all = Severity.allCases.reversed().flatMap { entries[$0] ?? [] }
    let shown = all.prefix(Self.largest)
    try json.object {
      try json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      try json.member("version", "2.1.0")
      try json.key("runs")
      try json.array {
        try json.element()
        try json.object {
          try json.key("tool")
          try json.object {
            try json.key("driver")
            try json.object { try writeDriver(to: json) }
          }
          try writeInvocations(leftOut: leftOut + all.count - shown.count, to: json)
          try json.key("results")
          try json.array(of: shown) { entry in try json.object { try write(entry, to: json) } }
          try json.member("columnKind", "unicodeCodePoints")
        }
      }
    }
    json.endDocument()
  }

  private func writeDriver(to json: JSONWriter) throws {
    try json.member("name", "tflens")
    try json.member("version", ToolVersion.current)
    try json.key("rules")
    try json.array(of: rules) { rule in
      try json.object {
        try json.member("id", rule.id)
        try json.member("name", rule.name)
        try json.text("shortDescription", rule.summary + ".")
        try json.text("fullDescription", rule.rationale)
        try json.text("help", "\(rule.remedy)\n\nSource: \(rule.source)")
        try json.key("defaultConfiguration")
        try json.object { try json.member("level", rule.severity.rawValue) }
      }
    }
  }

  private func writeInvocations(leftOut: Int, to json: JSONWriter) throws {
    try json.key("invocations")
    try json.array {
      try json.element()
      try json.object {
        try json.member("executionSuccessful", failures.isEmpty)
        try json.key("toolExecutionNotifications")
        try json.array {
          for failure in failures {
            try json.element()
            try json.object {
              try json.member("level", "error")
              try json.text("message", "\(failure)")
            }
          }
          if leftOut > 0 {
            try json.element()
            try json.object {
              try json.member("level", "note")
              try json.text(
                "message",
                "\(leftOut.counted("more result")), none more severe, omitted: a log "
                  + "holds \(Self.largest); `--format ndjson` lists all.")
            }
          }
        }
      }
    }
  }

  private func write(_ entry: Entry, to json: JSONWriter) throws {
    let finding = entry.finding
    try json.member("ruleId", finding.rule.id)
    try json.member("ruleIndex", rules.firstIndex { $0.id == finding.rule.id })
    try json.member("level", finding.severity.rawValue)
    try json.text("message", "\(finding.message). \(finding.fix)")
    try json.key("locations")
    try json.array {
      try json.element()
      try json.object { try writeLocation(entry, to: json) }
    }
    try json.key("partialFingerprints")
    try json.object { try json.member("tflensFinding/v1", entry.fingerprint) }
    guard let justification = entry.justification else { return }
    try json.key("suppressions")
    try json.array {
      try json.element()
      try json.object {
        try json.member("kind", "external")
        try json.member("justification", justification)
      }
    }
  }

  private func writeLocation(_ entry: Entry, to json: JSONWriter) throws {
    try json.key("physicalLocation")
    try json.object {
      try json.key("artifactLocation")
      try json.object { try json.member("uri", entry.path.asURI) }
      // A model has no lines, and code hosts drop a result without one.
      try json.key("region")
      try json.object { try json.member("startLine", 1) }
    }
    let name = entry.finding.place.logicalName(separator: " / ")
    guard !name.isEmpty else { return }
    try json.key("logicalLocations")
    try json.array {
      try json.element()
      try json.object { try json.member("fullyQualifiedName", name) }
    }
  }
}

extension JSONWriter {
  /// Writes a message of SARIF, which wraps its text.
  fileprivate func text(_ name: String, _ text: String) throws {
    try key(name)
    try object { try member("text", text) }
  }
}

extension FilePath {
  /// A URI reference by RFC 3986: relative for a relative path.
  fileprivate var asURI: String {
    let encoded = bytes.map { byte -> String in
      let isPlain =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || "-._~/".utf8.contains(byte)
      if isPlain { return String(UnicodeScalar(byte)) }
      let hex = String(byte, radix: 16, uppercase: true)
      return "%\(hex.count < 2 ? "0" : "")\(hex)"
    }
    return (bytes.first == UInt8(ascii: "/") ? "file://" : "") + encoded.joined()
  }
}
