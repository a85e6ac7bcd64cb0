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
  /// Each word is an id (`Q003`), the beginning of one (`Q`, `Q00`) or a name. What is ignored is
  /// ignored even where it is selected by name.
  ///
  /// - Parameters:
  ///   - select: the words for the rules that run; every rule if there are none.
  ///   - ignore: the words for the rules that do not.
  /// - Throws: for a word that means no rule.
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
  /// True if `word` is the rule's name, its id, or the beginning of its id.
  public func answers(to word: String) -> Bool {
    !word.isEmpty && (name == word || id.hasPrefix(word.uppercased()))
  }
}

extension RuleCatalog {
  /// True if a word means at least one rule.
  static func answers(to word: String) -> Bool { all.contains { $0.info.answers(to: word) } }
}
