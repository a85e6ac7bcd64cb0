/// An integer as C writes it: `0x1c`, `28`, `034`, `0b11100`, with separators and suffixes.
struct CNumber {
  /// Its value; nil if this is no integer, or one past 32 bits.
  let value: Int?

  init(_ text: Slice<UnsafeRawBufferPointer>) {
    var at = text.startIndex
    var radix: UInt8 = 10
    if text[at] == UInt8(ascii: "0"), text.count > 1 {
      switch text[at + 1] | 0x20 {
      case UInt8(ascii: "x"): (radix, at) = (16, at + 2)
      case UInt8(ascii: "b"): (radix, at) = (2, at + 2)
      default: radix = 8
      }
    }
    var value = 0
    var digitCount = 0
    while at < text.endIndex, value <= UInt32.max {
      let digit = Self.digit(text[at])
      guard digit < radix else {
        guard text[at] == UInt8(ascii: "'"), digitCount > 0 else { break }
        at += 1
        continue
      }
      value = value * Int(radix) + Int(digit)
      digitCount += 1
      at += 1
    }
    // A suffix says which type of integer it is.
    while at < text.endIndex, "uUlL".utf8.contains(text[at]) { at += 1 }
    self.value = digitCount > 0 && at == text.endIndex && value <= UInt32.max ? value : nil
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt8 {
    if CScanner.isDigit(byte) { return byte - UInt8(ascii: "0") }
    return CScanner.isLetter(byte) && byte != UInt8(ascii: "_")
      ? (byte | 0x20) - UInt8(ascii: "a") + 10 : .max
  }
}
