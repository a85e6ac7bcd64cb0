package import ModelFormat
internal import Synchronization

/// A table in text with a line for each operator: its name, a space, and a value.
///
/// A line is parsed when it is first asked for, and the value is kept: a model asks for few of them, and a batch asks
/// for the same few in every model. Bytes are split many times faster than characters.
package final class OperatorLines<Value: Sendable>: Sendable {
  package typealias Text = ArraySlice<UInt8>

  private let lines: [String: Text]
  private let parse: @Sendable (Text) -> Value?
  private let parsed = Mutex<[BuiltinOperator: Value?]>([:])

  /// Splits text into lines; `parse` gets what follows the name in one of them.
  package init(_ text: String, parse: @escaping @Sendable (Text) -> Value?) {
    let (space, end) = (UInt8(ascii: " "), UInt8(ascii: "\n"))
    var lines: [String: Text] = [:]
    for line in Array(text.utf8).split(separator: end) {
      let name = line.prefix { $0 != space }
      lines[String(decoding: name, as: UTF8.self)] = line[name.endIndex...].drop { $0 == space }
    }
    (self.lines, self.parse) = (lines, parse)
  }

  /// The operators of the schema that have a line, by name.
  package var operators: [BuiltinOperator] {
    lines.keys.sorted().compactMap { BuiltinOperator(name: $0) }
  }

  /// The value of an operator; nil if it has no line, or one that cannot be parsed.
  package subscript(op: BuiltinOperator) -> Value? {
    parsed.withLock { parsed in
      if let known = parsed[op] { return known }
      // Not kept for an operator without a line: a model may name any code.
      guard let line = lines[op.name] else { return nil }
      let value = parse(line)
      parsed[op] = .some(value)
      return value
    }
  }
}

extension ArraySlice<UInt8> {
  /// The words between spaces.
  package var words: [Substring] { String(decoding: self, as: UTF8.self).split(separator: " ") }
}
