internal import Yams

/// A mapping of a configuration whose keys are known, read key by key.
struct ConfigurationMap<Key: RawRepresentable<String> & CaseIterable> {
  private let entries: [(key: Node, value: Node)]
  private let owner: String
  private let mark: Mark?

  /// `owner` is what the mapping is, in an error's words.
  init(_ node: Node, _ owner: String, keys: Key.Type) throws(ConfigurationError) {
    guard case .mapping(let mapping) = node else {
      throw Self.error(.wrongType, at: node, "\(owner) must be a mapping of keys to values")
    }
    entries = mapping.map { (key: $0.key, value: $0.value) }
    self.owner = owner
    mark = node.mark
    let known = Key.allCases.map(\.rawValue)
    for (key, _) in entries {
      guard let name = key.scalar?.string, known.contains(name) else {
        let allowed = known.sorted().joined(separator: ", ")
        throw Self.error(
          .unknownKey, at: key,
          "\(owner) has the unknown key '\(key.scalar?.string ?? "?")'; it takes \(allowed)")
      }
    }
  }

  /// The text of a scalar; nil where the key is left out.
  func word(_ key: Key) throws(ConfigurationError) -> String? {
    guard let node = node(key) else { return nil }
    return try Self.word(node, key.rawValue)
  }

  /// The text of a scalar that must be there.
  func required(_ key: Key) throws(ConfigurationError) -> String {
    guard let word = try word(key) else {
      throw ConfigurationError(
        .missingKey, "\(owner) has no '\(key.rawValue)'", line: mark?.line, column: mark?.column)
    }
    return word
  }

  /// The texts of a list, or of one scalar; empty where the key is left out.
  func words(_ key: Key) throws(ConfigurationError) -> [String] {
    var words: [String] = []
    for node in try nodesOrOne(key) { words.append(try Self.word(node, key.rawValue)) }
    return words
  }

  /// The elements of a list; empty where the key is left out.
  func nodes(_ key: Key) throws(ConfigurationError) -> [Node] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let sequence) = node else {
      throw Self.error(.wrongType, at: node, "'\(key.rawValue)' must be a list")
    }
    return Array(sequence)
  }

  /// One of the words of an enumeration; nil where the key is left out.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: Key, of type: Choice.Type
  ) throws(ConfigurationError) -> Choice? {
    guard let word = try word(key) else { return nil }
    guard let choice = Choice(rawValue: word) else {
      let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(
        .wrongValue, at: key, "'\(key.rawValue)' is '\(word)'; it must be one of \(allowed)")
    }
    return choice
  }

  /// Throws where a word of the key means no rule.
  func checkRules(_ key: Key) throws(ConfigurationError) {
    for node in try nodesOrOne(key) {
      let word = try Self.word(node, key.rawValue)
      do throws(UnknownRule) {
        try UnknownRule.check(word)
      } catch {
        throw Self.error(.wrongValue, at: node, "'\(key.rawValue)': \(error)")
      }
    }
  }

  /// An error at the value of a key.
  func error(_ code: ConfigurationError.Code, at key: Key, _ what: String) -> ConfigurationError {
    ConfigurationError(
      code, what, line: node(key)?.mark?.line ?? mark?.line,
      column: node(key)?.mark?.column ?? mark?.column)
  }

  private func node(_ key: Key) -> Node? {
    entries.first { $0.key.scalar?.string == key.rawValue }?.value
  }

  private func nodesOrOne(_ key: Key) throws(ConfigurationError) -> [Node] {
    guard let node = node(key) else { return [] }
    if case .scalar = node { return [node] }
    return try nodes(key)
  }

  private static func word(_ node: Node, _ name: String) throws(ConfigurationError) -> String {
    guard case .scalar(let scalar) = node else {
      throw error(.wrongType, at: node, "'\(name)' must be text")
    }
    return scalar.string
  }

  private static func error(
    _ code: ConfigurationError.Code, at node: Node, _ what: String
  ) -> ConfigurationError {
    ConfigurationError(code, what, line: node.mark?.line, column: node.mark?.column)
  }
}
