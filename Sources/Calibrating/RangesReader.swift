internal import ModelFormat
internal import QuantMath
internal import YAML

/// Reads the keys of one JSON object of a ranges document; keys that it is not asked for are derived numbers.
struct RangesReader {
  private let values: [String: YAMLNode]
  private let owner: String
  private let mark: YAMLMark

  /// - Parameter owner: names the object in errors: "tensor 3".
  init(_ node: YAMLNode, _ owner: String) throws(Diagnostic) {
    guard case .mapping(let entries) = node.content else {
      throw .rangesMalformed("\(owner) must be an object", at: node.mark)
    }
    var values: [String: YAMLNode] = [:]
    for (key, value) in entries {
      if let name = key.scalar { values[name] = value }
    }
    (self.values, self.owner, mark) = (values, owner, node.mark)
  }

  func node(_ key: String) throws(Diagnostic) -> YAMLNode {
    guard let node = values[key] else {
      throw .rangesMalformed("\(owner) has no '\(key)'", at: mark)
    }
    return node
  }

  func text(_ key: String) throws(Diagnostic) -> String {
    let node = try node(key)
    guard let text = node.scalar else { throw wrong(key, "text", node) }
    return text
  }

  /// Whether the object has a key.
  func has(_ key: String) -> Bool { values[key] != nil }

  /// Whether a key has the value null.
  func isNull(_ key: String) throws(Diagnostic) -> Bool { try node(key).scalar == "null" }

  func elements(_ key: String) throws(Diagnostic) -> [YAMLNode] {
    let node = try node(key)
    guard case .sequence(let elements) = node.content else { throw wrong(key, "a list", node) }
    return elements
  }

  func whole(_ key: String, in allowed: ClosedRange<Int>) throws(Diagnostic) -> Int {
    let node = try node(key)
    guard let number = node.scalar.flatMap({ Int($0) }), allowed.contains(number) else {
      throw wrong(
        key, "a whole number from \(allowed.lowerBound) to \(allowed.upperBound)", node)
    }
    return number
  }

  func count(_ key: String) throws(Diagnostic) -> UInt64 {
    UInt64(try whole(key, in: 0...Int(Ranges.largestCount)))
  }

  func real(_ key: String) throws(Diagnostic) -> Double {
    let node = try node(key)
    guard let number = node.scalar.flatMap({ Double($0) }), number.isFinite else {
      throw wrong(key, "a finite number", node)
    }
    return number
  }

  func exact(_ key: String) throws(Diagnostic) -> ExactNumber {
    let node = try node(key)
    guard let number = node.scalar.flatMap({ ExactNumber($0) }) else {
      throw wrong(key, "a number such as -0x1fp-12", node)
    }
    return number
  }

  func failure(_ found: String, at key: String) -> Diagnostic {
    .rangesMalformed("\(owner): \(found)", at: values[key]?.mark ?? mark)
  }

  /// The failure to find the schema that makes a document one of ranges.
  var notRanges: Diagnostic {
    .rangesMalformed(
      "this is not a ranges file", "its schema must be '\(Ranges.schema)'", at: mark)
  }

  private func wrong(_ key: String, _ allowed: String, _ node: YAMLNode) -> Diagnostic {
    let found =
      node.scalar.map { "'\(String($0.prefix(40)).escapedForDisplay)'" } ?? "a list or object"
    return .rangesMalformed(
      "'\(key)' of \(owner) is \(found)", "it must be \(allowed)", at: node.mark)
  }
}
