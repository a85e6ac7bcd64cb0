public import ModelFormat
internal import YAML

// Failures to read a configuration or to find a rule.

extension Diagnostic.Code {
  /// A word that matches no rule.
  public static let unknownRule = Self("unknown-rule", .usage)
  /// A configuration that the operating system does not let us read.
  public static let configurationNotReadable = Self("configuration-not-readable", .usage)
  /// A configuration that is not valid YAML.
  public static let configurationNotYAML = Self("configuration-not-yaml", .usage)
  /// A key that does not exist in configurations.
  public static let configurationUnknownKey = Self("configuration-unknown-key", .usage)
  /// A value of the wrong kind, such as a list instead of text.
  public static let configurationWrongType = Self("configuration-wrong-type", .usage)
  /// A value that the key does not allow.
  public static let configurationWrongValue = Self("configuration-wrong-value", .usage)
  /// A required key that is missing.
  public static let configurationMissingKey = Self("configuration-missing-key", .usage)
}

extension Diagnostic {
  /// A word that matches no rule.
  static func unknownRule(_ word: String) -> Self {
    Self(
      .unknownRule, "unknown rule '\(word.escapedForDisplay)'", "ids are \(ruleIDs), with gaps",
      fix: ruleHint(word) + "`tflens rules` lists ids and names.")
  }

  /// An unknown rule in a configuration.
  static func unknownRule(_ word: String, of key: String, at mark: YAMLMark) -> Self {
    Self(
      .configurationWrongValue, "unknown rule '\(word.escapedForDisplay)' in '\(key)'",
      "ids are \(ruleIDs), with gaps", at: Place(mark),
      fix: ruleHint(word) + "`tflens rules` lists ids and names.")
  }

  /// `F001 to F017, ...`: the first and the last of each family.
  private static var ruleIDs: String {
    let ids = RuleCatalog.all.map { $0.info.id }.sorted()
    var families: [(first: String, last: String)] = []
    for id in ids {
      if let last = families.last, last.first.first == id.first {
        families[families.count - 1].last = id
      } else {
        families.append((id, id))
      }
    }
    return families.map { $0.first == $0.last ? $0.first : "\($0.first) to \($0.last)" }
      .joined(separator: ", ")
  }

  private static func ruleHint(_ word: String) -> String {
    NearNames.hint(word, among: RuleCatalog.all.flatMap { [$0.info.name, $0.info.id] })
  }

  /// `reason` is the operating system's message, or what is wrong with the text.
  public static func configurationNotReadable(_ reason: String) -> Self {
    Self(
      .configurationNotReadable, "the configuration cannot be read: \(reason)",
      fix: "Check the path and its permissions, or give another file with --config.")
  }

  static func configurationNotYAML(_ problem: String, at mark: YAMLMark) -> Self {
    Self(
      .configurationNotYAML, problem.escapedForDisplay, at: Place(mark),
      fix: "Correct the YAML; docs/guide.md shows a configuration.")
  }

  static func unknownKey(
    _ key: String, of owner: String, among keys: [String], at mark: YAMLMark
  ) -> Self {
    Self(
      .configurationUnknownKey, "\(owner) has the unknown key '\(key.escapedForDisplay)'",
      "allowed are \(keys.sorted().joined(separator: ", "))", at: Place(mark),
      fix: NearNames.hint(key, among: keys) + "Correct the key, or remove it.")
  }

  /// `allowed` says what the value must be: "a list".
  static func wrongType(_ owner: String, _ allowed: String, at mark: YAMLMark) -> Self {
    Self(
      .configurationWrongType, "\(owner) must be \(allowed)", at: Place(mark),
      fix: "Correct the value, or remove the key.")
  }

  /// `owner` is the configuration or a part of it: "a suppression".
  static func notAMapping(_ owner: String, at mark: YAMLMark) -> Self {
    Self(
      .configurationWrongType, "\(owner) must be a mapping of keys to values", at: Place(mark),
      fix: "Write a key and its value on each line, such as 'ignore: Q015'.")
  }

  static func wrongValue(
    _ key: String, _ value: String, _ allowed: String, among names: [String] = [], at mark: YAMLMark
  ) -> Self {
    Self(
      .configurationWrongValue, "'\(key)' is '\(value.escapedForDisplay)'", allowed,
      at: Place(mark),
      fix: NearNames.hint(value, among: names) + "Correct the value, or remove the key.")
  }

  static func missingKey(_ key: String, of owner: String, at mark: YAMLMark) -> Self {
    Self(
      .configurationMissingKey, "\(owner) has no '\(key)'", at: Place(mark),
      fix: "Add a line `\(key): ...`.")
  }
}

extension Place {
  /// A place in YAML.
  init(_ mark: YAMLMark) { self.init(line: mark.line, column: mark.column) }
}
