extension BinaryInteger {
  /// `1 model`, `2 models`; the plural is formed with an `s` unless another is given.
  public func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }

  /// `both HARD_SWISH`, `all 3 HARD_SWISH`; the plural is as given.
  public func all(_ plural: String) -> String {
    self == 2 ? "both \(plural)" : "all \(self) \(plural)"
  }
}

extension [String] {
  /// `a, b and c`; `none` without words.
  public var listed: String {
    guard count > 1, let last else { return first ?? "none" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}

extension String {
  /// `a, b or c`; `none` without words.
  public static func choice(of words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "none" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The text with all characters escaped that could move a terminal's cursor, change its colours or reorder
  /// text: control characters (which begin ANSI escapes), line separators and bidirectional controls.
  ///
  /// `\u{1b}` shows as `\x1b`, `\u{202e}` as `\u{202e}`.
  public var escapedForDisplay: String {
    // Most names are plain ASCII, and looking up a character's category is slow.
    if utf8.allSatisfy({ 0x20 <= $0 && $0 < 0x7f }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      guard Self.isUnsafe(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let hex = String(scalar.value, radix: 16)
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        result += scalar.value < 256 ? "\\x" + (hex.count < 2 ? "0" : "") + hex : "\\u{\(hex)}"
      }
    }
    return result
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format: true
    default: false
    }
  }
}
