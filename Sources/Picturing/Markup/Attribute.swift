/// An attribute of an element.
///
/// There is none that runs code or loads anything: no `on...`, `style` or `src`, and a link leads to
/// a place on the page.
package struct Attribute {
  let name: String
  /// The value before it is escaped; nil for an attribute that is there or not.
  let value: String?

  private init(_ name: String, _ value: String?) { (self.name, self.value) = (name, value) }

  /// Names of attributes that hold plain values.
  package enum Name: String {
    case charset, content, d, lang, name, preserveAspectRatio, role, scope, tabindex, title, type,
      value, viewBox
    case ariaLabel = "aria-label"
    case dataOutcomes = "data-outcomes"
    case dataValue = "data-value"
    case httpEquiv = "http-equiv"
  }

  /// A plain value.
  package static func of(_ name: Name, _ value: String) -> Self { Self(name.rawValue, value) }

  /// A class of the style sheet.
  package static func style(_ name: StaticString) -> Self { Self("class", "\(name)") }

  /// A place that links lead to.
  package static func id(_ anchor: Anchor) -> Self { Self("id", anchor.text) }

  /// A link to a place on the same page.
  package static func link(to anchor: Anchor) -> Self { Self("href", "#\(anchor.text)") }

  /// The place that holds the words for an element.
  package static func labelled(by anchor: Anchor) -> Self { Self("aria-labelledby", anchor.text) }

  /// The choice of a list that is chosen at first.
  package static var selected: Self { Self("selected", nil) }

  /// What only the page's script shows, because only with it does it do anything.
  package static var hidden: Self { Self("hidden", nil) }
}

// Coordinates and sizes of shapes.
extension Attribute {
  static func x(_ value: Double) -> Self { Self("x", value.asCoordinate) }
  static func y(_ value: Double) -> Self { Self("y", value.asCoordinate) }
  static func width(_ value: Double) -> Self { Self("width", value.asCoordinate) }
  static func height(_ value: Double) -> Self { Self("height", value.asCoordinate) }
  static func radius(_ value: Double) -> Self { Self("rx", value.asCoordinate) }
}

/// A place on a page that links lead to, made of words of the program and numbers.
package struct Anchor: Hashable {
  let text: String

  /// `op-0-12`.
  package init(_ words: StaticString, _ numbers: Int...) {
    text = (["\(words)"] + numbers.map(String.init)).joined(separator: "-")
  }

  /// The row of an operator.
  static func op(_ index: Int, _ subgraph: Int) -> Self { Self("op", subgraph, index) }
}
