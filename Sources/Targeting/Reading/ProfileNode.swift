internal import ModelFormat
internal import Yams

/// A part of a profile's text, with its place, read as what it should be.
struct ProfileNode {
  let node: Node
  let file: String

  var position: ProfileError.Position? {
    node.mark.map { ProfileError.Position(line: $0.line, column: $0.column) }
  }

  func error(_ code: ProfileError.Code, _ what: String, _ remedy: String) -> ProfileError {
    ProfileError(code: code, what: what, file: file, position: position, remedy: remedy)
  }

  /// What stands here, in a few words.
  var found: String {
    switch node {
    case .scalar(let scalar): "'\(scalar.string.prefix(40).description.escapedForDisplay)'"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  private func wrong(_ allowed: String) -> ProfileError {
    error(.wrongValue, "\(found) stands here; it must be \(allowed)", "Change the value.")
  }

  /// True for a scalar with this text.
  func isText(_ text: String) -> Bool { node.scalar?.string == text }

  var isMapping: Bool {
    if case .mapping = node { return true }
    return false
  }

  func text() throws(ProfileError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw wrong("a text") }
    return scalar.string
  }

  func flag() throws(ProfileError) -> Bool {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default: throw wrong("true or false")
    }
  }

  func number() throws(ProfileError) -> Double {
    guard let text = node.scalar?.string, let number = Double(text), number.isFinite else {
      throw wrong("a number")
    }
    return number
  }

  func wholeNumber() throws(ProfileError) -> Int {
    guard let number = Int(exactly: try number()) else { throw wrong("a whole number") }
    return number
  }

  /// The elements of a list that is not empty.
  func list() throws(ProfileError) -> [ProfileNode] {
    guard case .sequence(let elements) = node, !elements.isEmpty else {
      throw wrong("a list with at least one element")
    }
    return elements.map { ProfileNode(node: $0, file: file) }
  }

  /// The elements of a list, or the one element that stands in its place.
  func oneOrMore() throws(ProfileError) -> [ProfileNode] {
    if case .scalar = node { return [self] }
    return try list()
  }

  /// The value of a name that must be one of a few.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type
  ) throws(ProfileError) -> Choice where Choice.RawValue == String {
    let name = try text()
    guard let choice = Choice(rawValue: name) else {
      throw unknownName(among: Choice.allCases.map(\.rawValue))
    }
    return choice
  }

  func unknownName(among allowed: [String]) -> ProfileError {
    error(
      .unknownName, "\(found) is no name that is known here; allowed are \(allowed.listed)",
      "Correct the name.")
  }
}

extension [String] {
  /// `a, b and c`.
  var listed: String {
    guard count > 1, let last else { return first ?? "none" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
