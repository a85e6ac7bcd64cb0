public import ModelFormat

/// Which rules run.
public struct RuleSelection: Sendable {
  /// The rules, in the order of the catalog.
  public let rules: [any Rule.Type]

  /// Every rule.
  public static let all = Self(rules: RuleCatalog.all)

  private init(rules: [any Rule.Type]) { self.rules = rules }

  /// The rules that are selected and not ignored.
  ///
  /// Each word is an id (`Q003`), a prefix of one (`Q`, `Q00`) or a name. Ignored rules do not run even if
  /// they are selected by name.
  ///
  /// - Parameters:
  ///   - select: the rules to run; every rule if empty.
  ///   - ignore: the rules not to run.
  /// - Throws: for a word that matches no rule.
  public init(select: [String], ignore: [String]) throws(Diagnostic) {
    for word in select + ignore where !RuleCatalog.answers(to: word) {
      throw .unknownRule(word)
    }
    rules = RuleCatalog.all.filter { rule in
      let isSelected = select.isEmpty || select.contains { rule.info.answers(to: $0) }
      return isSelected && !ignore.contains { rule.info.answers(to: $0) }
    }
  }
}

extension RuleInfo {
  /// True if `word` is the rule's name, its former name, its id, or a prefix of its id.
  public func answers(to word: String) -> Bool {
    !word.isEmpty && (name == word || formerName == word || id.hasPrefix(word.uppercased()))
  }
}

extension RuleCatalog {
  /// True if a word matches at least one rule.
  static func answers(to word: String) -> Bool { all.contains { $0.info.answers(to: word) } }
}
