internal import ModelFormat
internal import YAML

/// A mapping of a configuration whose keys are known, read key by key.
struct ConfigurationMap<Key: RawRepresentable<String> & CaseIterable> {
  private let entries: [(key: YAMLNode, value: YAMLNode)]
  private let owner: String
  private let mark: YAMLMark

  /// `owner` names the mapping in errors.
  init(_ node: YAMLNode, _ owner: String, keys: Key.Type) throws(Diagnostic) {
    guard case .mapping(let mapping) = node.content else {
      throw .notAMapping(owner, at: node.mark)
    }
    entries = mapping
    self.owner = owner
    mark = node.mark
    let known = Key.allCases.map(\.rawValue)
    for (key, _) in entries {
      guard let name = key.scalar, known.contains(name) else {
        throw .unknownKey(key.scalar ?? "?", of: owner, among: known, at: key.mark)
      }
    }
  }

  /// The text of a scalar; nil if the key is left out.
  func word(_ key: Key) throws(Diagnostic) -> String? {
    guard let node = node(key) else { return nil }
    return try Self.word(node, key.rawValue)
  }

  /// The text of a required scalar.
  func required(_ key: Key) throws(Diagnostic) -> String {
    guard let word = try word(key) else {
      throw .missingKey(key.rawValue, of: owner, at: mark)
    }
    return word
  }

  /// The texts of a list, or of one scalar; empty if the key is missing.
  func words(_ key: Key) throws(Diagnostic) -> [String] {
    try placedWords(key).map(\.text)
  }

  /// The elements of a list; empty if the key is missing.
  func nodes(_ key: Key) throws(Diagnostic) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let elements) = node.content else {
      throw .wrongType("'\(key.rawValue)'", "a list", at: node.mark)
    }
    return elements
  }

  /// One of the words of an enumeration; nil if the key is left out.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: Key, of type: Choice.Type
  ) throws(Diagnostic) -> Choice? {
    guard let word = try word(key) else { return nil }
    guard let choice = Choice(rawValue: word) else {
      let names = Choice.allCases.map(\.rawValue)
      throw .wrongValue(
        key.rawValue, word, "it must be one of \(names.joined(separator: ", "))", among: names,
        at: place(of: key))
    }
    return choice
  }

  /// The word or the words of a key, each with its place; empty if the key is missing.
  func placedWords(_ key: Key) throws(Diagnostic) -> [(text: String, place: Place)] {
    try nodesOrOne(key).map { node throws(Diagnostic) in
      (try Self.word(node, key.rawValue), Place(node.mark))
    }
  }

  /// Throws if a word of the key matches no rule.
  func checkRules(_ key: Key) throws(Diagnostic) {
    for node in try nodesOrOne(key) {
      let word = try Self.word(node, key.rawValue)
      guard RuleCatalog.answers(to: word) else {
        throw .unknownRule(word, of: key.rawValue, at: node.mark)
      }
    }
  }

  /// The place of a key's value; that of the mapping for a key that is left out.
  func place(of key: Key) -> YAMLMark { node(key)?.mark ?? mark }

  private func node(_ key: Key) -> YAMLNode? {
    entries.first { $0.key.scalar == key.rawValue }?.value
  }

  private func nodesOrOne(_ key: Key) throws(Diagnostic) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    if node.scalar != nil { return [node] }
    guard case .sequence(let elements) = node.content else {
      throw .wrongType("'\(key.rawValue)'", "text or a list of text", at: node.mark)
    }
    return elements
  }

  private static func word(_ node: YAMLNode, _ name: String) throws(Diagnostic) -> String {
    guard let text = node.scalar else {
      throw .wrongType("'\(name)'", "text", at: node.mark)
    }
    return text
  }
}
