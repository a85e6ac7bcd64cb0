internal import ModelFormat
internal import YAML

/// A part of a profile's text, with its place.
struct ProfileNode {
  let node: YAMLNode
  let file: FilePath

  /// A failure at this place of the file.
  func failure(
    _ code: Diagnostic.Code, _ found: String, _ allowed: String? = nil, fix: String
  ) -> Diagnostic {
    Diagnostic(
      code, found, allowed, at: Place(line: node.mark.line, column: node.mark.column), fix: fix,
      file: file)
  }

  /// What was found here, in a few words.
  var found: String {
    switch node.content {
    case .scalar(let text): "'\(text.prefix(40).description.escapedForDisplay)'"
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }

  /// The text of a scalar; "" for anything else.
  var typed: String { node.scalar ?? "" }

  private func wrong(_ allowed: String) -> Diagnostic { .wrongValue(found, allowed, at: self) }

  /// True for a scalar with this text.
  func isText(_ text: String) -> Bool { node.scalar == text }

  var isMapping: Bool {
    if case .mapping = node.content { return true }
    return false
  }

  func text() throws(Diagnostic) -> String {
    guard let text = node.scalar, !text.isEmpty else { throw wrong("text") }
    return text
  }

  func flag() throws(Diagnostic) -> Bool {
    switch node.scalar {
    case "true": return true
    case "false": return false
    default: throw wrong("true or false")
    }
  }

  func number() throws(Diagnostic) -> Double {
    guard let text = node.scalar, let number = Double(text), number.isFinite else {
      throw wrong("a number")
    }
    return number
  }

  func wholeNumber() throws(Diagnostic) -> Int {
    guard let number = Int(exactly: try number()) else { throw wrong("a whole number") }
    return number
  }

  /// The elements of a list that is not empty.
  func list() throws(Diagnostic) -> [ProfileNode] {
    guard case .sequence(let elements) = node.content, !elements.isEmpty else {
      throw wrong("a list with at least one element")
    }
    return elements.map { ProfileNode(node: $0, file: file) }
  }

  /// The elements of a list, or a single element.
  func oneOrMore() throws(Diagnostic) -> [ProfileNode] {
    if node.scalar != nil { return [self] }
    return try list()
  }

  /// The value of a name that must be one of a few.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type
  ) throws(Diagnostic) -> Choice where Choice.RawValue == String {
    let name = try text()
    guard let choice = Choice(rawValue: name) else {
      throw .unknownName(at: self, among: Choice.allCases.map(\.rawValue))
    }
    return choice
  }
}
