internal import ModelFormat

/// Writes HTML and SVG, so that the only way to put text on a page escapes it.
///
/// Names of elements and attributes are literals of the program, so nothing from a model can become
/// one; text and attribute values are escaped here and nowhere else, so no caller can forget to.
package final class MarkupWriter {
  /// What has been written so far, in UTF-8.
  package private(set) var bytes: [UInt8] = []

  /// A page without any content.
  package init() { bytes.reserveCapacity(1 << 18) }

  /// Writes an element and its content.
  package func element(
    _ name: StaticString, _ attributes: Attribute?..., content: () throws -> Void
  ) rethrows {
    open(name, attributes)
    add(">")
    try content()
    close(name)
  }

  /// Writes an element that holds nothing but text.
  package func element(_ name: StaticString, _ attributes: Attribute?..., text: String) {
    open(name, attributes)
    add(">")
    self.text(text)
    close(name)
  }

  /// Writes an element without content: a void element of HTML, or a shape of SVG.
  package func shape(_ name: StaticString, _ attributes: Attribute?...) {
    open(name, attributes)
    add("/>")
  }

  /// Writes text.
  ///
  /// Characters that control a terminal or the direction of text show escaped, as everywhere in
  /// tflens; those of HTML become character references.
  package func text(_ text: String) { bytes.appendEscaped(text) }

  /// Writes a paragraph in which what stands between backticks is code.
  package func prose(_ words: String, _ attributes: Attribute?...) {
    open("p", attributes)
    add(">")
    for (place, part) in words.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    {
      if place.isMultiple(of: 2) { text(String(part)) } else { element("code", text: String(part)) }
    }
    close("p")
  }

  /// Writes the start of the document.
  package func doctype() { add("<!DOCTYPE html>") }

  /// Ends a line, so that the source of a page can be read.
  package func newline() { bytes.append(UInt8(ascii: "\n")) }

  /// Writes a style sheet or script, which is a part of the program.
  func asset(_ asset: PageAsset) {
    open(asset.element, [])
    add(">")
    bytes += asset.bytes
    close(asset.element)
  }

  private func open(_ name: StaticString, _ attributes: [Attribute?]) {
    add("<")
    add(name)
    for attribute in attributes.lazy.compactMap(\.self) {
      add(" ")
      bytes += Array(attribute.name.utf8)
      guard let value = attribute.value else { continue }
      add("=\"")
      bytes.appendEscaped(value)
      add("\"")
    }
  }

  private func close(_ name: StaticString) {
    add("</")
    add(name)
    add(">")
  }

  private func add(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}

extension [UInt8] {
  /// Adds text in which nothing is markup, and nothing moves a cursor or turns the direction.
  fileprivate mutating func appendEscaped(_ text: String) {
    for byte in text.escapedForDisplay.utf8 {
      switch byte {
      case UInt8(ascii: "&"): self += Array("&amp;".utf8)
      case UInt8(ascii: "<"): self += Array("&lt;".utf8)
      case UInt8(ascii: ">"): self += Array("&gt;".utf8)
      case UInt8(ascii: "\""): self += Array("&quot;".utf8)
      case UInt8(ascii: "'"): self += Array("&#39;".utf8)
      default: append(byte)
      }
    }
  }
}
