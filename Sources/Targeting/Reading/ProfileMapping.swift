internal import ModelFormat
internal import YAML

/// A mapping in a profile with known keys.
struct ProfileMapping {
  let node: ProfileNode
  private let values: [String: ProfileNode]
  /// The keys as the file has them, each with its place.
  let keys: [(name: String, node: ProfileNode)]
  /// What the mapping describes: "an operator".
  private let subject: String

  /// Reads a mapping; every key must be one of `allowed`; nil allows any key.
  init(
    _ node: ProfileNode, of subject: String, allowed: [String]? = nil
  ) throws(Diagnostic) {
    guard case .mapping(let mapping) = node.node.content else {
      throw node.failure(
        .wrongValue, "found \(node.found)", "\(subject) must be a mapping",
        fix: "Write `key: value` lines.")
    }
    var values: [String: ProfileNode] = [:]
    var keys: [(name: String, node: ProfileNode)] = []
    for (key, value) in mapping {
      let key = ProfileNode(node: key, file: node.file)
      let name = try key.text()
      if let allowed, !allowed.contains(name) {
        throw .unknownKey(at: key, in: subject, among: allowed)
      }
      values[name] = ProfileNode(node: value, file: node.file)
      keys.append((name, key))
    }
    (self.node, self.values, self.keys, self.subject) = (node, values, keys, subject)
  }

  /// The value of a key; nil if it is left out.
  subscript(key: String) -> ProfileNode? { values[key] }

  /// The value of a required key.
  func required(_ key: String) throws(Diagnostic) -> ProfileNode {
    guard let value = values[key] else {
      throw node.failure(
        .missingKey, "\(subject) has no key '\(key)'", fix: "Add a line `\(key): ...`.")
    }
    return value
  }
}
