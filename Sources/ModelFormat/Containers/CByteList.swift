/// Reads the values of an array, from behind its opening brace to behind its closing one.
struct CByteList {
  private(set) var scanner: CScanner
  private let allowed: ClosedRange<Int>
  private let limit: Int?
  private let open: Int

  /// - Parameters:
  ///   - isSigned: whether values below 0 are bytes too.
  ///   - limit: the declared length, if it is known.
  init(_ scanner: CScanner, isSigned: Bool, limit: Int?) {
    self.scanner = scanner
    // Source files write the bytes of `char` either way, whatever its sign is.
    allowed = isSigned ? -128...255 : 0...255
    self.limit = limit
    open = scanner.at - 1
  }

  mutating func values() throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    // A byte takes five characters of `28, ` or more, as a rule.
    bytes.reserveCapacity((scanner.text.count - scanner.at) / 5)
    while true {
      try scanner.skipBlanks()
      if scanner.peek() == UInt8(ascii: "}") { break }
      let start = scanner.at
      bytes.append(try value())
      if let limit, bytes.count > limit {
        throw .cArray(
          "value \(bytes.count) of an array of \(limit)", "at most \(limit) are allowed",
          at: scanner.place(of: start))
      }
      try scanner.skipBlanks()
      if scanner.peek() == UInt8(ascii: ",") {
        scanner.at += 1
      } else if scanner.peek() != UInt8(ascii: "}") {
        throw unexpected("',' or '}' must follow the first \(bytes.count.counted("value"))")
      }
    }
    scanner.at += 1
    return bytes
  }

  private mutating func value() throws(Diagnostic) -> UInt8 {
    let start = scanner.at
    let sign = scanner.peek()
    let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    if isSigned {
      scanner.at += 1
      try scanner.skipBlanks()
    }
    guard CScanner.isDigit(scanner.peek()) else {
      scanner.at = start
      throw unexpected("a value must be a number")
    }
    let digits = scanner.number()
    guard let number = CNumber(scanner.text[digits]).value else {
      throw .cArrayValue(
        "\(scanner.found(at: digits.lowerBound)) is not an integer that fits a byte", allowed,
        at: scanner.place(of: start))
    }
    let value = sign == UInt8(ascii: "-") ? -number : number
    guard allowed.contains(value) else {
      throw .cArrayValue("the value \(value)", allowed, at: scanner.place(of: start))
    }
    return UInt8(truncatingIfNeeded: value)
  }

  /// What stands here cannot stand here.
  private func unexpected(_ allowed: String) -> Diagnostic {
    let place = scanner.place(of: scanner.at)
    switch scanner.peek() {
    case _ where scanner.isAtEnd:
      return .cArray(
        "the list of values has no end", "it must end with '}'", at: scanner.place(of: open))
    case UInt8(ascii: "#"):
      return .cArray("a directive in the list of values", "only numbers are allowed", at: place)
    default: return .cArray("found \(scanner.found(at: scanner.at))", allowed, at: place)
    }
  }
}
