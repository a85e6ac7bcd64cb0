internal import Auditing
internal import ModelFormat

extension AuditReport {
  /// More findings of one rule than this are counted, not shown.
  private static let shownPerRule = 20

  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    try text.prose(answer(text.style))
    for group in FindingGroup.all(of: result.findings, outcomes) { try write(group, to: text) }
    for target in targets {
      try text.line()
      try text.placement(target)
    }
    try writeSuppressions(to: text)
  }

  /// The result in one line.
  private func answer(_ style: TextStyle) -> String {
    let name = style.bold("\(path.description.escapedForDisplay):") + " "
    guard result.worst != nil else { return name + style.good("no findings") }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = result.count(severity)
      return count == 0 ? nil : severity.paint(style, count.counted(severity.rawValue))
    }
    return name + counts.joined(separator: ", ")
  }

  private func write(_ group: FindingGroup, to text: TextWriter) throws {
    let rule = group.rule
    try text.line()
    try text.prose(
      "\(group.severity.paint(text.style, group.severity.rawValue)) "
        + "\(text.style.bold("\(rule.id) \(rule.name)")): \(rule.summary)")
    var table = TextTable([
      .init(title: "", isRight: true), .init(title: "", givesWay: 2),
      .init(title: "", givesWay: 1, cut: .middle), .init(title: "", wraps: true),
    ])
    for finding in group.findings.prefix(Self.shownPerRule) { table.add(Self.row(finding)) }
    try text.table(table)
    let more = group.findings.count - Self.shownPerRule
    if more > 0 { try text.prose("and \(more) more; --format csv lists all", indent: 2) }
    for fix in group.fixes { try text.prose(text.style.faint("fix: ") + fix, indent: 2) }
    for advice in group.advice(for: path, trial) {
      // A command stays one when it is copied.
      let isCommand = advice.contains(FindingGroup.commandBegin)
      try text.prose(
        advice, indent: isCommand ? 6 : 2, firstMargin: "  ",
        continuation: isCommand ? " \\" : "")
    }
  }

  private static func row(_ finding: Finding) -> [TextTable.Cell] {
    [
      .init(finding.place.positionText), .init(finding.place.opText),
      .init(finding.place.tensorText), .init(finding.message),
    ]
  }

  private func writeSuppressions(to text: TextWriter) throws {
    if !result.suppressed.isEmpty {
      try text.line()
      try text.prose(text.style.faint(result.suppressed.count.counted("finding") + " accepted:"))
      var counts: [(reason: String, count: Int)] = []
      for suppressed in result.suppressed {
        let reason = "\(suppressed.suppression.rule): \(suppressed.suppression.reason)"
        if let known = counts.firstIndex(where: { $0.reason == reason }) {
          counts[known].count += 1
        } else {
          counts.append((reason, 1))
        }
      }
      for (reason, count) in counts {
        try text.prose("\(count) x \(reason.escapedForDisplay)", indent: 2)
      }
    }
    for suppression in result.expired {
      try text.line()
      try text.prose(
        text.style.doubtful("expired:") + " the suppression of \(suppression.rule) on line "
          + "\(suppression.line) of the configuration ended on \(suppression.expires?.description ?? "")"
      )
    }
  }
}

/// The findings of one rule that are equally severe.
struct FindingGroup {
  let rule: RuleInfo
  let severity: Severity
  var findings: [Finding]
  /// The outcomes of their offers.
  var outcomes: [RewriteTrial.Outcome?]

  /// The different fixes, in order; usually one.
  var fixes: [String] {
    var fixes: [String] = []
    for finding in findings where !fixes.contains(finding.fix) && fixes.count < 3 {
      fixes.append(finding.fix)
    }
    return fixes
  }

  /// A group for each rule and severity, in the order of their first findings.
  static func all(
    of findings: [Finding], _ outcomes: [RewriteTrial.Outcome?]
  ) -> [FindingGroup] {
    var groups: [FindingGroup] = []
    var places: [String: Int] = [:]
    for (finding, outcome) in zip(findings, outcomes) {
      let key = "\(finding.severity.rawValue) \(finding.rule.id)"
      if let place = places[key] {
        groups[place].findings.append(finding)
        groups[place].outcomes.append(outcome)
      } else {
        places[key] = groups.count
        groups.append(
          FindingGroup(
            rule: finding.rule, severity: finding.severity, findings: [finding],
            outcomes: [outcome]))
      }
    }
    return groups
  }
}

extension Severity {
  /// The severity's colour.
  func paint(_ style: TextStyle, _ text: String) -> String {
    switch self {
    case .error: style.bad(text)
    case .warning: style.doubtful(text)
    case .note: style.faint(text)
    }
  }
}

extension FindingPlace {
  /// `12`; `1:12` for an operator of subgraph 1; empty without an operator.
  var positionText: String {
    guard let op else { return "" }
    return Place.column(operator: op, subgraph: subgraph ?? 0)
  }

  /// The operator's name, escaped for a terminal.
  var opText: String { opName?.escapedForDisplay ?? "" }

  /// `t6 conv1/bias`: the tensor, escaped for a terminal.
  var tensorText: String {
    guard let tensor else { return "" }
    let prefix = op == nil ? subgraph.map { $0 == 0 ? "" : "\($0):" } ?? "" : ""
    let name = tensorName.map { " \($0.escapedForDisplay)" } ?? ""
    return "\(prefix)t\(tensor)\(name)"
  }
}
