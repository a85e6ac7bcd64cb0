/// Walks C source, token by token: skips comments, literals and directives.
struct CScanner {
  let text: UnsafeRawBufferPointer
  var at = 0
  /// For each open `#if`: whether the branches after this one are dead for certain.
  private var conditions: [Bool] = []

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    // The byte order mark of UTF-8.
    if text.starts(with: [0xef, 0xbb, 0xbf]) { at = 3 }
  }

  /// The byte at a distance from here; 0 past the end.
  @inline(__always)
  func peek(_ distance: Int = 0) -> UInt8 {
    at + distance < text.count ? text[at + distance] : 0
  }

  var isAtEnd: Bool { at >= text.count }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  /// Skips spaces, line ends, comments, and the backslash of a continued line.
  @inline(__always)
  mutating func skipBlanks() throws(Diagnostic) {
    while at < text.count {
      let byte = text[at]
      if byte <= 0x20 {
        at += 1
      } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") {
        guard try skipCommentOrContinuation() else { return }
      } else {
        return
      }
    }
  }

  private mutating func skipCommentOrContinuation() throws(Diagnostic) -> Bool {
    let next = peek(1)
    switch (peek(), next) {
    case (UInt8(ascii: "/"), UInt8(ascii: "/")): skipLine()
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      let start = at
      at += 2
      while !(peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) {
        guard at < text.count else {
          throw .cArray("a comment has no end", "it must end with '*/'", at: place(of: start))
        }
        at += 1
      }
      at += 2
    case (UInt8(ascii: "\\"), 0x0a), (UInt8(ascii: "\\"), 0x0d): at += 2
    default: return false
    }
    return true
  }

  /// Skips the rest of a line, and the lines that continue it.
  private mutating func skipLine() {
    while at < text.count, text[at] != 0x0a {
      let isContinued = text[at] == UInt8(ascii: "\\")
      at += 1
      guard isContinued else { continue }
      if peek() == 0x0d { at += 1 }
      if peek() == 0x0a { at += 1 }
    }
  }

  /// The identifier here.
  mutating func word() -> Range<Int> {
    let start = at
    while at < text.count, Self.isWord(text[at]) { at += 1 }
    return start..<at
  }

  /// The number here, well-formed or not: `0x1'ff`, `1.5f` and `08u` are each one.
  mutating func number() -> Range<Int> {
    let start = at
    while at < text.count {
      let byte = text[at]
      let isSeparator = byte == UInt8(ascii: "'") && Self.isWord(peek(1))
      guard Self.isWord(byte) || byte == UInt8(ascii: ".") || isSeparator else { break }
      at += 1
    }
    return start..<at
  }

  /// Skips a string or a character; one without an end ends with its line.
  mutating func skipLiteral() {
    let quote = peek()
    at += 1
    while at < text.count, text[at] != quote, text[at] != 0x0a {
      at += text[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    at = min(at + 1, text.count)
  }

  /// Skips `R"x(...)x"`, from its quote on.
  mutating func skipRawString() {
    at += 1
    let start = at
    while at < text.count, text[at] != UInt8(ascii: "("), at - start < 17 { at += 1 }
    let end = [UInt8(ascii: ")")] + text[start..<at] + [UInt8(ascii: "\"")]
    while at < text.count, !text[at...].starts(with: end) { at += 1 }
    at = min(at + end.count, text.count)
  }

  /// Skips what brackets hold, from the opening one on; to the end of the text if it is not closed.
  mutating func skipBrackets(_ open: UInt8, _ close: UInt8) throws(Diagnostic) {
    var depth = 0
    while true {
      try skipBlanks()
      guard at < text.count else { return }
      switch text[at] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipLiteral()
      case let byte where Self.isLetter(byte): _ = word()
      case let byte where Self.isDigit(byte): _ = number()
      case open:
        depth += 1
        at += 1
      case close:
        depth -= 1
        at += 1
        if depth == 0 { return }
      default: at += 1
      }
    }
  }

  /// Skips a directive, from its `#` on; after `#if 0`, up to where text counts again.
  mutating func skipDirective() throws(Diagnostic) {
    switch try directive() {
    case .condition(false?): try skipDeadBranch()
    case .condition(let isTrue): conditions.append(isTrue == true)
    case .alternative where conditions.last == true:
      conditions.removeLast()
      try skipDeadBranch(toEnd: true)
    case .end: _ = conditions.popLast()
    case .alternative, .other: break
    }
  }

  private enum Directive {
    /// `#if`: false for `#if 0`, true for `#if 1`, nil for what is not known.
    case condition(Bool?)
    /// `#elif` and the like.
    case alternative
    case end
    case other
  }

  private mutating func directive() throws(Diagnostic) -> Directive {
    at += 1
    while peek() == 0x20 || peek() == 0x09 { at += 1 }
    let name = string(word())
    while peek() == 0x20 || peek() == 0x09 { at += 1 }
    let value = string(word())
    let start = at
    while peek() == 0x20 || peek() == 0x09 || peek() == 0x0d { at += 1 }
    let isAlone = at == text.count || peek() == 0x0a || peek() == UInt8(ascii: "/")
    at = start
    // A comment may end on a later line.
    while at < text.count, text[at] != 0x0a {
      if try !skipCommentOrContinuation() { at += 1 }
    }
    switch name {
    case "if":
      return .condition(
        isAlone ? ["0": false, "false": false, "1": true, "true": true][value] : nil)
    case "ifdef", "ifndef": return .condition(nil)
    case "else", "elif", "elifdef", "elifndef": return .alternative
    case "endif": return .end
    default: return .other
    }
  }

  /// Skips up to the `#else`, `#elif` or `#endif` that ends a dead branch.
  private mutating func skipDeadBranch(toEnd: Bool = false) throws(Diagnostic) {
    var depth = 0
    while true {
      try skipBlanks()
      guard at < text.count else { return }
      switch text[at] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipLiteral()
      case UInt8(ascii: "#"):
        switch try directive() {
        case .condition: depth += 1
        case .end where depth == 0: return
        case .end: depth -= 1
        case .alternative where depth == 0 && !toEnd:
          conditions.append(false)
          return
        case .alternative, .other: break
        }
      default: at += 1
      }
    }
  }

  /// The text of a range.
  func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// What stands here, for a message: a word, a number or one character.
  func found(at start: Int) -> String {
    guard start < text.count else { return "the end of the file" }
    var other = self
    other.at = start
    var range = start..<start + 1
    if Self.isWord(text[start]) {
      range = other.number()
    } else {
      // All bytes of a character that is not ASCII.
      while range.upperBound < text.count, text[range.upperBound] & 0xc0 == 0x80 {
        range = start..<range.upperBound + 1
      }
    }
    let shown = string(range.prefix(24))
    return "'\(shown.escapedForDisplay)\(range.count > 24 ? "..." : "")'"
  }

  /// The line and the column of a byte.
  func place(of byte: Int) -> Place {
    let before = text[..<min(byte, text.count)]
    let lines = before.count { $0 == 0x0a }
    let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xc0 != 0x80 }
    return Place(line: lines + 1, column: column + 1)
  }
}
