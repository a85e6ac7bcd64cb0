/// Finds the definitions of arrays in C source, and reads one of them.
struct CArrayReader {
  private var scanner: CScanner
  private let wanted: String?

  private var found: Definition?
  /// Names of arrays of bytes.
  private var names: [String] = []
  /// Other arrays, and why they are not it.
  private var others: [Other] = []
  /// Variables with one number, by name, that may be the length of an array.
  private var lengths: [String: (value: Int, at: Int)] = [:]

  private struct Definition {
    let array: CArray
    /// How many values the list has.
    let valueCount: Int
  }

  private struct Other {
    let name: String
    let at: Int
    let reason: Reason
  }

  private enum Reason {
    case declared
    /// What is true of it: "is a string".
    case kind(String)
  }

  init(_ text: UnsafeRawBufferPointer, wanted: String?) {
    scanner = CScanner(text)
    self.wanted = wanted
  }

  /// What is known of the declaration that is being read.
  private struct Declaration {
    var type = CElementType()
    /// The last word, which is a name if a bracket or an equals sign follows it.
    var last: Range<Int>?
    /// The name before the first bracket.
    var name: Range<Int>?
    var length: Int?
    var dimensionCount = 0
    var hasValue = false
  }

  /// The array that is wanted.
  mutating func array() throws(Diagnostic) -> CArray {
    var declaration = Declaration()
    while true {
      try scanner.skipBlanks()
      guard !scanner.isAtEnd else { break }
      switch scanner.peek() {
      case UInt8(ascii: "#"): try scanner.skipDirective()
      case UInt8(ascii: ";"):
        end(declaration)
        declaration = Declaration()
        scanner.at += 1
      case UInt8(ascii: "["): try bracket(&declaration)
      case UInt8(ascii: "{"): try brace(&declaration)
      case UInt8(ascii: "}"):
        declaration = Declaration()
        scanner.at += 1
      case UInt8(ascii: "("): try scanner.skipBrackets(UInt8(ascii: "("), UInt8(ascii: ")"))
      case UInt8(ascii: "="):
        declaration.hasValue = true
        scanner.at += 1
      case UInt8(ascii: "*"), UInt8(ascii: "&"):
        declaration.type.isPointer = true
        scanner.at += 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if declaration.hasValue, let name = declaration.name { note(name, .kind("is a string")) }
        scanner.skipLiteral()
      case let byte where CScanner.isDigit(byte):
        let number = scanner.number()
        try constant(declaration, number)
      case let byte where CScanner.isLetter(byte): word(&declaration)
      default: scanner.at += 1
      }
    }
    return try outcome()
  }

  private mutating func word(_ declaration: inout Declaration) {
    let word = scanner.word()
    if scanner.peek() == UInt8(ascii: "\""), scanner.text[word.upperBound - 1] == UInt8(ascii: "R")
    {
      return scanner.skipRawString()
    }
    guard declaration.name == nil, !declaration.hasValue else { return }
    if let last = declaration.last { declaration.type.add(scanner.string(last)) }
    declaration.last = word
  }

  /// `[3]` after a name, or an attribute: `[[maybe_unused]]`.
  private mutating func bracket(_ declaration: inout Declaration) throws(Diagnostic) {
    let open = scanner
    if !declaration.hasValue, scanner.peek(1) != UInt8(ascii: "["), let last = declaration.last {
      declaration.name = last
      declaration.dimensionCount += 1
      scanner.at += 1
      try scanner.skipBlanks()
      if CScanner.isDigit(scanner.peek()) {
        let number = CNumber(scanner.text[scanner.number()])
        try scanner.skipBlanks()
        if scanner.peek() == UInt8(ascii: "]") { declaration.length = number.value }
      }
      scanner = open
    }
    try scanner.skipBrackets(UInt8(ascii: "["), UInt8(ascii: "]"))
  }

  /// The list of an array, or a body of something else.
  private mutating func brace(_ declaration: inout Declaration) throws(Diagnostic) {
    guard let range = declaration.name else {
      if declaration.hasValue {
        return try scanner.skipBrackets(UInt8(ascii: "{"), UInt8(ascii: "}"))
      }
      declaration = Declaration()
      scanner.at += 1
      return
    }
    let name = scanner.string(range)
    let reason: Reason? =
      if let wide = declaration.type.wide {
        .kind("has elements of type \(wide)")
      } else if declaration.type.isPointer {
        .kind("has pointers as elements")
      } else if declaration.dimensionCount > 1 {
        .kind("has more than one dimension")
      } else if wanted != name, !declaration.type.isByte {
        .kind("has elements of an unknown type")
      } else {
        nil
      }
    if reason == nil { names.append(name) }
    if reason == nil, found == nil, wanted ?? name == name {
      found = try definition(declaration, name, range.lowerBound)
    } else {
      if let reason { note(range, reason) }
      if reason == nil, found?.array.name == name {
        throw .cArray(
          "'\(name.escapedForDisplay)' is defined again", "an array is defined once",
          at: scanner.place(of: range.lowerBound))
      }
      try scanner.skipBrackets(UInt8(ascii: "{"), UInt8(ascii: "}"))
    }
    declaration.name = nil
    (declaration.last, declaration.length, declaration.dimensionCount) = (nil, nil, 0)
    declaration.hasValue = false
  }

  private mutating func definition(
    _ declaration: Declaration, _ name: String, _ at: Int
  ) throws(Diagnostic) -> Definition {
    let open = scanner.at
    scanner.at += 1
    var list = CByteList(scanner, isSigned: declaration.type.isSigned, limit: declaration.length)
    var bytes = try list.values()
    scanner.at = list.scanner.at
    guard !bytes.isEmpty else {
      throw .cArray(
        "the list of '\(name.escapedForDisplay)' is empty", "it must have values",
        at: scanner.place(of: open))
    }
    let valueCount = bytes.count
    if let length = declaration.length, length > valueCount {
      guard length - valueCount <= Self.mostZeros else {
        throw .cArrayLength(
          name, "has \(length) elements but \(valueCount.counted("value"))",
          "at most \(Self.mostZeros) values may be left out", at: scanner.place(of: at))
      }
      bytes += repeatElement(0, count: length - valueCount)
    }
    return Definition(array: CArray(name: name, bytes: bytes), valueCount: valueCount)
  }

  /// A short text must not become gigabytes of zeros.
  private static let mostZeros = 1 << 20

  /// A declaration is over.
  private mutating func end(_ declaration: Declaration) {
    guard let name = declaration.name, !declaration.hasValue, declaration.type.isByte else {
      return
    }
    note(name, .declared)
  }

  private mutating func note(_ name: Range<Int>, _ reason: Reason) {
    others.append(Other(name: scanner.string(name), at: name.lowerBound, reason: reason))
  }

  /// `const int x_len = 18;`: one number and nothing else.
  private mutating func constant(_ declaration: Declaration, _ number: Range<Int>)
    throws(Diagnostic)
  {
    guard declaration.hasValue, declaration.name == nil, let last = declaration.last else { return }
    try scanner.skipBlanks()
    guard scanner.peek() == UInt8(ascii: ";"), let value = CNumber(scanner.text[number]).value
    else {
      return
    }
    lengths[scanner.string(last)] = (value, last.lowerBound)
  }

  private static let suffixes = [
    "_len", "_length", "_size", "_LEN", "_LENGTH", "_SIZE", "Len", "Size",
  ]

  private func outcome() throws(Diagnostic) -> CArray {
    guard let found else { throw absent() }
    let array = found.array
    for suffix in Self.suffixes {
      guard let length = lengths[array.name + suffix], length.value > array.bytes.count else {
        continue
      }
      throw .cArrayLength(
        array.name, "has \(found.valueCount.counted("value"))",
        "'\((array.name + suffix).escapedForDisplay)' says \(length.value)",
        at: scanner.place(of: length.at))
    }
    return array
  }

  /// Why there is no array to read.
  private func absent() -> Diagnostic {
    guard let wanted else {
      // A declaration says most; then what has values.
      let declared = others.first { if case .declared = $0.reason { true } else { false } }
      return (declared ?? others.first).map(failure) ?? .noCArray()
    }
    if let other = others.first(where: { $0.name == wanted }) { return failure(other) }
    return .noCArray(named: wanted, among: names)
  }

  private func failure(_ other: Other) -> Diagnostic {
    let place = scanner.place(of: other.at)
    switch other.reason {
    case .declared: return .cArrayDeclared(other.name, at: place)
    case .kind(let kind): return .cArrayOfOtherKind(other.name, kind, at: place)
    }
  }
}
