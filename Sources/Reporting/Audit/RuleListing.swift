internal import Auditing
public import ModelFormat

/// The descriptions of rules.
public struct RuleListing: Listing {
  private let rules: [RuleInfo]
  private let isWhole: Bool

  /// The rules that match the words, or all rules if there are none.
  ///
  /// - Throws: for a word that matches no rule.
  public init(_ words: [String]) throws(Diagnostic) {
    rules = try RuleSelection(select: words, ignore: []).rules.map { $0.info }
    isWhole = words.isEmpty
  }

  /// Writes the JSON form.
  public func writeJSON(to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", "tflens.rules/2")
      try json.member("tool", ToolVersion.current)
      try json.key("rules")
      try json.array(of: rules) { rule in
        try json.object {
          try json.member("rule", rule.id)
          try json.member("name", rule.name)
          try json.member("severity", rule.severity.rawValue)
          try json.member("summary", rule.summary)
          try json.member("rationale", rule.rationale)
          try json.member("fix", rule.remedy)
          try json.key("fixed_by")
          try json.array(of: rule.fixedBy) { json.value($0) }
          try json.member("source", rule.source)
          try json.member("reads_weights", rule.readsWeights)
        }
      }
    }
    json.endDocument()
  }

  /// Writes the form for people: a table of all, or each rule in full if some were named.
  public func writeText(to text: TextWriter) throws {
    guard isWhole else {
      for (position, rule) in rules.enumerated() {
        if position > 0 { try text.line() }
        try write(rule, to: text)
      }
      return
    }
    try text.prose(
      "\(rules.count.counted("rule")) with the highest severity of each; `tflens rules RULE` explains one"
    )
    try text.line()
    var table = TextTable([
      .init(title: "id"), .init(title: "severity"), .init(title: "name"),
      .init(title: "problem", wraps: true),
    ])
    for rule in rules {
      let severity = rule.severity
      table.add([
        .init(rule.id), .init(severity.rawValue) { severity.paint($0, $1) }, .init(rule.name),
        .init(rule.summary),
      ])
    }
    try text.table(table)
  }

  private func write(_ rule: RuleInfo, to text: TextWriter) throws {
    try text.prose(
      "\(text.style.bold("\(rule.id) \(rule.name)")) "
        + "(\(rule.severity.paint(text.style, rule.severity.rawValue))): \(rule.summary)")
    try text.line()
    var facts = [(name: "why", value: rule.rationale), (name: "fix", value: rule.remedy)]
    if !rule.fixedBy.isEmpty {
      facts.append(
        (name: "fix with", value: .choice(of: rule.fixedBy.map { "tflens rewrite --\($0)" })))
    }
    facts.append((name: "source", value: rule.source))
    if rule.readsWeights {
      facts.append(
        (name: "reads", value: "the values of constants, so it takes longer on large models"))
    }
    try text.facts(facts)
  }

  /// Writes the page `docs/rules.md`.
  public func writeMarkdown(to output: OutputBuffer) {
    output.append(
      """
      # Rules

      Generated from the program by `make docs`; do not edit this page.

      An *error* is what a runtime rejects, crashes on or miscomputes; a *warning* costs accuracy,
      speed or portability, or is likely a mistake; a *note* is worth knowing. A finding can be less
      severe than its rule; the report prints the severity of the finding. *tflens* as a source means a
      criterion of this tool, not of a runtime.

      | id | name | severity | problem |
      |---|---|---|---|

      """)
    for rule in rules {
      output.append(
        "| [\(rule.id)](#\(rule.anchor)) | `\(rule.name)` | \(rule.severity.rawValue) "
          + "| \(rule.summary.asTableCell) |\n")
    }
    for rule in rules {
      output.append(
        "\n## \(rule.id) \(rule.name)\n\n\(rule.summary). *\(rule.severity.rawValue)*\n")
      output.append("\n\(rule.rationale)\n\n**Fix.** \(rule.remedy)")
      if !rule.fixedBy.isEmpty {
        output.append(
          " " + String.choice(of: rule.fixedBy.map { "`tflens rewrite --\($0)`" })
            + " fixes it, if the finding offers it.")
      }
      output.append("\n\n**Source.** \(rule.source)\n")
      if rule.readsWeights {
        output.append(
          "\nThis rule reads the values of constants, so it takes longer on large models.\n")
      }
    }
  }
}

extension RuleInfo {
  fileprivate var anchor: String { "\(id.lowercased())-\(name)" }
}

extension String {
  fileprivate var asTableCell: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
