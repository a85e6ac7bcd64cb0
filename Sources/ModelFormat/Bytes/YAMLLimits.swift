/// What a YAML file may ask of its reader.
///
/// Each alias stands for a whole tree again: forty lines can stand for more nodes than any memory
/// holds. Our own profiles use none.
public enum YAMLLimits {
  /// The most aliases that a file may use: what they unfold to stays below 300 times the file.
  public static let mostAliases = 16
  /// The deepest that lists and mappings may be nested.
  public static let deepest = 256

  /// What stands against reading a text, and on which line (from 1); nil where nothing does.
  ///
  /// It looks at words, not at the grammar: what begins with `*` and has the name of something that
  /// begins with `&` counts as an alias, in quotes too. It costs what the text is long.
  public static func problem(in yaml: String) -> (what: String, line: Int)? {
    var scan = YAMLScan()
    for byte in yaml.utf8 {
      let line = scan.line
      if let problem = scan.take(byte) { return (problem, line) }
    }
    return scan.end().map { ($0, scan.line) }
  }
}

/// The words, brackets and indentation of a YAML text.
private struct YAMLScan {
  private(set) var line = 1
  private var word: [UInt8] = []
  private var anchors: Set<[UInt8]> = []
  private var aliasCount = 0
  private var depth = 0
  /// The blanks and dashes that the line began with; nil behind them.
  private var indentation: (dashes: Int, isOpen: Bool) = (0, true)

  mutating func take(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "\n"):
      let problem = finishWord()
      line += 1
      indentation = (0, true)
      return problem
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): return finishWord()
    case UInt8(ascii: ","): return finishWord()
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      return finishWord() ?? (depth > YAMLLimits.deepest ? Self.tooDeep : nil)
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth = max(0, depth - 1)
      return finishWord()
    default:
      word.append(byte)
      return nil
    }
  }

  mutating func end() -> String? { finishWord() }

  private mutating func finishWord() -> String? {
    guard let first = word.first else { return nil }
    defer { word = [] }
    if indentation.isOpen {
      // A dash or a question mark alone opens a list or a mapping within the line.
      if word == [UInt8(ascii: "-")] || word == [UInt8(ascii: "?")] {
        indentation.dashes += 1
        return indentation.dashes > YAMLLimits.deepest ? Self.tooDeep : nil
      }
      indentation.isOpen = false
    }
    let name = word.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard !name.isEmpty else { return nil }
    if first == UInt8(ascii: "&") { anchors.insert(name) }
    guard first == UInt8(ascii: "*"), anchors.contains(name) else { return nil }
    aliasCount += 1
    return aliasCount > YAMLLimits.mostAliases
      ? "more than \(YAMLLimits.mostAliases) aliases; at most \(YAMLLimits.mostAliases) are allowed"
      : nil
  }

  private static let tooDeep =
    "lists or mappings nested more than \(YAMLLimits.deepest) deep; at most \(YAMLLimits.deepest) "
    + "levels are allowed"
}
