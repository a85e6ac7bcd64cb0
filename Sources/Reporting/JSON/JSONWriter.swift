internal import ModelFormat

/// Writes one JSON document, key by key, in the order of the calls.
///
/// Numbers print so that they read back to the same number: float32 values as the shortest
/// decimal that gives the same float32. JSON has no numbers for infinities and NaN; they are the
/// strings "Infinity", "-Infinity" and "NaN".
public final class JSONWriter {
  private let out: OutputBuffer
  /// Containers nested less deep than this have a line for each element; deeper ones are on one line.
  private let lineDepth: Int
  @exclusivity(unchecked) private var depth = 0
  @exclusivity(unchecked) private var isFirst = true

  /// A writer of documents whose outer `lineDepth` levels are broken into lines; 0 for one line.
  public init(to out: OutputBuffer, lineDepth: Int) {
    self.out = out
    self.lineDepth = lineDepth
  }

  /// Writes `{...}`; `body` writes the members.
  public func object(_ body: () throws -> Void) throws {
    try container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
  }

  /// Writes `[...]`; `body` writes the elements, each after a call of `element`.
  public func array(_ body: () throws -> Void) throws {
    try container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
  }

  /// Writes `[...]` with an element for each of `elements`.
  public func array<S: Sequence>(of elements: S, _ body: (S.Element) throws -> Void) throws {
    try array {
      for element in elements {
        try self.element()
        try body(element)
      }
    }
  }

  /// Writes `"name":`; the value comes next.
  ///
  /// Names are those of the schema or our own; use `key(anyText:)` for names from a model.
  public func key(_ name: String) throws {
    try separate()
    out.append(UInt8(ascii: "\""))
    out.append(name)
    out.append("\": " as StaticString)
  }

  /// Writes a name that may hold any text, as `key` does; the value comes next.
  package func key(anyText name: String) throws {
    try separate()
    value(name)
    out.append(": " as StaticString)
  }

  /// Begins the next element of an array; its value comes next.
  public func element() throws { try separate() }

  /// Writes what `body` writes, or nothing if it throws before any of it was passed on.
  ///
  /// - Throws: what `body` throws; `Torn` instead if a part was already passed on.
  public func whole<Failure: Error>(_ body: () throws(Failure) -> Void) throws {
    let (mark, depth, isFirst) = (out.mark, self.depth, self.isFirst)
    do {
      try body()
    } catch {
      guard out.takeBack(to: mark) else { throw Torn(reason: error) }
      (self.depth, self.isFirst) = (depth, isFirst)
      throw error
    }
  }

  /// A partial document was printed and cannot be undone.
  public struct Torn: Error {
    /// Why it was not finished.
    public let reason: any Error
  }

  /// Ends the document with a line feed.
  public func endDocument() { out.append(UInt8(ascii: "\n")) }

  private func separate() throws {
    try out.flushIfLarge()
    if !isFirst { out.append(UInt8(ascii: ",")) }
    if depth <= lineDepth { newLine() } else if !isFirst { out.append(UInt8(ascii: " ")) }
    isFirst = false
  }

  private func container(open: UInt8, close: UInt8, _ body: () throws -> Void) throws {
    out.append(open)
    depth += 1
    isFirst = true
    try body()
    depth -= 1
    if !isFirst && depth < lineDepth { newLine() }
    out.append(close)
    isFirst = false
  }

  private func newLine() {
    out.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { out.append("  " as StaticString) }
  }
}

// Values.
extension JSONWriter {
  /// Writes `null`.
  public func null() { out.append("null" as StaticString) }

  /// Writes `true` or `false`.
  public func value(_ value: Bool) {
    out.append(value ? "true" as StaticString : "false" as StaticString)
  }

  /// Writes a value that is JSON already, on one line.
  package func written(_ json: some Collection<UInt8>) { out.append(json) }

  /// Writes a whole number.
  public func value(_ value: some FixedWidthInteger & SignedInteger) {
    out.append(integer: Int64(value))
  }

  /// Writes a whole number.
  public func value(_ value: some FixedWidthInteger & UnsignedInteger) {
    out.append(unsigned: UInt64(value))
  }

  /// Writes a float32 as the shortest decimal that reads back to it.
  public func value(_ value: Float) {
    value.isFinite ? out.append(value) : notANumber(Double(value))
  }

  /// Writes a double as the shortest decimal that reads back to it.
  public func value(_ value: Double) {
    value.isFinite ? out.append(value.description) : notANumber(value)
  }

  /// Writes text.
  ///
  /// Control characters are escaped, so that no terminal obeys them.
  public func value(_ text: String) {
    out.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) {
      out.append(text)
    } else {
      text.unicodeScalars.forEach(escape)
    }
    out.append(UInt8(ascii: "\""))
  }

  private func notANumber(_ value: Double) {
    self.value(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
  }

  private func escape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": out.append("\\\"" as StaticString)
    case "\\": out.append("\\\\" as StaticString)
    case "\n": out.append("\\n" as StaticString)
    case "\t": out.append("\\t" as StaticString)
    case "\r": out.append("\\r" as StaticString)
    // The second list holds what YAML allows only as an escape, or reads as the end of a line.
    case _ where scalar.properties.generalCategory == .control,
      "\u{2028}", "\u{2029}", "\u{feff}", "\u{fffe}", "\u{ffff}":
      let hex = String(scalar.value, radix: 16)
      out.append("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
    default: out.append(String(scalar))
    }
  }
}

// Members whose value may be missing.
extension JSONWriter {
  /// Writes a member with text, or null.
  public func member(_ name: String, _ text: String?) throws {
    try key(name)
    if let text { value(text) } else { null() }
  }

  /// Writes a member with a name of the model; null if it has none, or an empty one.
  func member(_ name: String, _ text: RawText?) throws {
    try member(name, text.flatMap { $0.bytes.count == 0 ? nil : $0.text })
  }

  /// Writes a member with a whole number, or null.
  public func member(_ name: String, _ number: Int?) throws {
    try key(name)
    if let number { value(number) } else { null() }
  }

  /// Writes a member with a truth value, or null.
  public func member(_ name: String, _ truth: Bool?) throws {
    try key(name)
    if let truth { value(truth) } else { null() }
  }

  /// Writes a member with an array of whole numbers.
  func member(_ name: String, _ numbers: some Sequence<some FixedWidthInteger & SignedInteger>)
    throws
  {
    try key(name)
    try array(of: numbers) { value($0) }
  }

  /// Writes a member with an array of float32 numbers.
  func member(_ name: String, _ numbers: some Sequence<Float>) throws {
    try key(name)
    try array(of: numbers) { value($0) }
  }
}
