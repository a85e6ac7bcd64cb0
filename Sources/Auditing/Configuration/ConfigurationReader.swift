public import ModelFormat
internal import YAML

extension Configuration {
  /// Reads the text of a configuration.
  ///
  /// - Throws: with line and column, for invalid YAML, an unknown key, a value of the wrong kind, or an
  ///   unknown rule.
  public init(yaml: String) throws(Diagnostic) {
    guard let root = try Self.compose(yaml) else { return }
    // An empty file, or one of comments only.
    if root.scalar?.isEmpty ?? false { return }
    let entries = try ConfigurationMap(root, "the configuration", keys: Key.self)
    select = try entries.words(.select)
    ignore = try entries.words(.ignore)
    targets = try entries.placedWords(.targets)
    for key in [Key.select, .ignore] { try entries.checkRules(key) }
    failOn = try entries.choice(.failOn, of: FailureThreshold.self)
    suppressions = try entries.nodes(.suppressions).map { node throws(Diagnostic) in
      try Suppression(node)
    }
  }

  private enum Key: String, CaseIterable {
    case select, ignore, targets, suppressions
    case failOn = "fail_on"
  }

  private static func compose(_ yaml: String) throws(Diagnostic) -> YAMLNode? {
    do {
      return try YAMLNode.root(of: yaml)
    } catch {
      let problem =
        switch error.reason {
        case .grammar(let problem): "invalid YAML: \(problem)"
        case .repeatedKey(let key): "duplicate key '\(key)' in a mapping"
        case .limit(let problem): problem
        }
      throw .configurationNotYAML(problem, at: error.mark)
    }
  }
}

extension Suppression {
  private enum Key: String, CaseIterable {
    case rule, model, tensor, reason, expires
    case op = "operator"
  }

  fileprivate init(_ node: YAMLNode) throws(Diagnostic) {
    let entries = try ConfigurationMap(node, "a suppression", keys: Key.self)
    try entries.checkRules(.rule)
    let rule = try entries.required(.rule)
    let reason = try entries.required(.reason)
    guard reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw .wrongValue(
        "reason", reason, "it must say why the finding is accepted", at: entries.place(of: .reason))
    }
    var expires: CalendarDate?
    if let text = try entries.word(.expires) {
      expires = CalendarDate(text)
      if expires == nil {
        throw .wrongValue(
          "expires", text, "it must be a date like 2027-01-31", at: entries.place(of: .expires))
      }
    }
    self.init(
      rule: rule, model: try entries.word(.model).map(NamePattern.init),
      op: try entries.word(.op).map(NamePattern.init),
      tensor: try entries.word(.tensor).map(NamePattern.init), reason: reason, expires: expires,
      line: node.mark.line)
  }
}
