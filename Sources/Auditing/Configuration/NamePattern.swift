/// A pattern for names: `*` stands for any characters but `/`, `**` for any, `?` for one.
public struct NamePattern: Sendable, Hashable {
  /// The pattern as written.
  public let text: String
  private let parts: [Part]

  private enum Part: Sendable, Hashable {
    case literal(Unicode.Scalar)
    case one
    /// Any characters, with or without slashes.
    case any(crossesSlashes: Bool)
  }

  /// Parses a pattern.
  public init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    for scalar in text.unicodeScalars {
      switch (scalar, parts.last) {
      case ("*", .any): parts[parts.count - 1] = .any(crossesSlashes: true)
      case ("*", _): parts.append(.any(crossesSlashes: false))
      case ("?", _): parts.append(.one)
      default: parts.append(.literal(scalar))
      }
    }
    self.parts = parts
  }

  /// Whether the whole name matches.
  ///
  /// Takes time proportional to the length of the name times that of the pattern, for any pattern.
  public func matches(_ name: String) -> Bool {
    // `reached[i]`: the first i parts can match what has been read.
    var reached = [Bool](repeating: false, count: parts.count + 1)
    reached[0] = true
    skipEmpty(&reached)
    for scalar in name.unicodeScalars {
      var next = [Bool](repeating: false, count: parts.count + 1)
      for (index, part) in parts.enumerated() where reached[index] {
        switch part {
        case .literal(let wanted): next[index + 1] = next[index + 1] || wanted == scalar
        case .one: next[index + 1] = next[index + 1] || scalar != "/"
        case .any(let crossesSlashes): next[index] = next[index] || crossesSlashes || scalar != "/"
        }
      }
      skipEmpty(&next)
      reached = next
    }
    return reached[parts.count]
  }

  /// Whether a path matches: as a whole, or its end after a `/`.
  public func matches(path: String) -> Bool {
    if matches(path) { return true }
    return !text.hasPrefix("/") && NamePattern("**/" + text).matches(path)
  }

  /// A run of characters may be empty.
  private func skipEmpty(_ reached: inout [Bool]) {
    for (index, part) in parts.enumerated() where reached[index] {
      if case .any = part { reached[index + 1] = true }
    }
  }
}
