/// Styles of words on a terminal (ECMA-48, "Select Graphic Rendition").
public struct TextStyle: Sendable {
  /// Whether the terminal shows colours.
  public let isColored: Bool
  /// Whether it shows characters beyond ASCII.
  public let isUnicode: Bool

  /// A style with or without colours.
  public init(isColored: Bool, isUnicode: Bool) {
    self.isColored = isColored
    self.isUnicode = isUnicode
  }

  func bold(_ text: String) -> String { apply("1", text) }
  func faint(_ text: String) -> String { apply("2", text) }
  func good(_ text: String) -> String { apply("32", text) }
  func bad(_ text: String) -> String { apply("31", text) }
  func doubtful(_ text: String) -> String { apply("33", text) }

  private func apply(_ code: String, _ text: String) -> String {
    isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }

  /// The mark for omitted text.
  var ellipsis: String { isUnicode ? "…" : "..." }
}
