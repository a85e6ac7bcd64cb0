public import Auditing
public import ModelFormat
public import Targeting

/// What the rules found in a model.
public struct AuditReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.audit/2"
  /// A line for each finding.
  public static let lineDepth = 2

  /// The result of the audit.
  public let result: AuditResult
  /// The outcomes of the rewrites that each finding offers; nil if it offers none, or if too many were
  /// offered to try.
  let outcomes: [RewriteTrial.Outcome?]
  let trial: RewriteTrial
  /// The placement on each selected target.
  public let targets: [Placement]
  let path: FilePath

  /// A report about the model read from `path`, and its placement on targets.
  public init(
    _ model: Model, path: FilePath, audit: Audit, targets: [TargetProfile] = []
  ) {
    let result = audit.run(model, path: path)
    let trial = RewriteTrial(model, for: audit)
    (self.result, self.trial) = (result, trial)
    outcomes = Self.outcomes(of: result, by: trial)
    self.targets = targets.map { Placement(of: model, on: $0) }
    self.path = path
  }

  /// True if nothing was found, and no target was asked about.
  public var isUneventful: Bool { result.findings.isEmpty && targets.isEmpty }

  private static func outcomes(
    of result: AuditResult, by trial: RewriteTrial
  ) -> [RewriteTrial.Outcome?] {
    var counts: [String: Int] = [:]
    for finding in result.findings + result.suppressed.map(\.finding) {
      counts[finding.rule.id, default: 0] += 1
    }
    var left = RewriteTrial.most
    return result.findings.map { finding in
      guard !finding.offers.isEmpty, left > 0 else { return nil }
      left -= 1
      return trial.outcome(of: finding, among: counts[finding.rule.id] ?? 0)
    }
  }

  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", path.description)
    try json.key("findings")
    try json.array(of: zip(result.findings, outcomes)) { finding, outcome in
      try json.object {
        try finding.writeMembers(to: json)
        try json.key("rewrite")
        guard case .works(_, let arguments, _)? = outcome else { return json.null() }
        try json.array(of: arguments) { json.value($0) }
      }
    }
    try json.key("targets")
    try json.array(of: targets) { try json.placement($0) }
    try json.key("suppressed")
    try json.array(of: result.suppressed) { suppressed in
      try json.object {
        try suppressed.finding.writeMembers(to: json)
        try json.member("reason", suppressed.suppression.reason)
      }
    }
    try json.key("expired_suppressions")
    try json.array(of: result.expired) { suppression in
      try json.object {
        try json.member("rule", suppression.rule)
        try json.member("reason", suppression.reason)
        try json.member("expires", suppression.expires?.description)
        try json.member("line", suppression.line)
      }
    }
    try json.key("summary")
    try json.object {
      for severity in Severity.allCases.reversed() {
        try json.member(severity.rawValue, result.count(severity))
      }
    }
  }
}

extension Finding {
  /// Writes the members of the JSON form.
  package func writeMembers(to json: JSONWriter) throws {
    try json.member("rule", rule.id)
    try json.member("name", rule.name)
    try json.member("severity", severity.rawValue)
    try json.member("subgraph", place.subgraph)
    try json.member("operator", place.op)
    try json.member("tensor", place.tensor)
    try json.member("op", place.opName)
    try json.member("tensor_name", place.tensorName)
    try json.member("message", message)
    try json.key("values")
    try json.object {
      for value in values {
        try json.key(value.name)
        switch value.content {
        case .integer(let number): json.value(number)
        case .float32(let number): json.value(number)
        case .float64(let number): json.value(number)
        case .text(let text): json.value(text)
        }
      }
    }
    try json.member("fix", fix)
  }
}
