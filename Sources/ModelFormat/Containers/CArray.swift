/// An array of bytes in C or C++ source: how programs for TensorFlow Lite Micro hold their models.
public struct CArray: Sendable {
  /// The name of the variable.
  public let name: String
  /// Its bytes: those of the list, then zeros up to the declared length.
  public let bytes: [UInt8]

  /// The array with a name, or the first array of bytes if no name is given.
  ///
  /// Understood is what compilers understand: comments, directives, attributes, hexadecimal,
  /// decimal, octal and binary numbers, and a length that is a number. `#if 0` is skipped; of any
  /// other condition, both branches are read. The list must consist of numbers.
  ///
  /// - Throws: `no-c-array`, `c-array-declared`, `c-array-malformed`, `c-array-value` or
  ///   `c-array-length`, with line and column.
  public init(inSource text: [UInt8], named name: String? = nil) throws(Diagnostic) {
    let found = text.withUnsafeBytes { text in
      Result { () throws(Diagnostic) in try CArray(in: text, named: name) }
    }
    self = try found.get()
  }

  init(in text: UnsafeRawBufferPointer, named name: String?) throws(Diagnostic) {
    var reader = CArrayReader(text, wanted: name)
    self = try reader.array()
  }

  init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  /// Whether the name of a file ends as that of C or C++ source does.
  public static func isSource(_ path: FilePath) -> Bool {
    let name = path.fileName.lowercased()
    return endings.contains { name.hasSuffix($0) }
  }

  private static let endings = [
    ".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx", ".inc", ".ino",
  ]

  /// Whether a name can be that of a variable in C and C++.
  public static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, CScanner.isLetter(first) else { return false }
    return name.utf8.allSatisfy(CScanner.isWord) && !keywords.contains(name)
  }

  /// Source: C23 (ISO/IEC 9899:2024), 6.4.1; C++23 (ISO/IEC 14882:2024), 5.11.
  private static let keywords: Set<String> = [
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break",
    "case",
    "catch", "char", "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return",
    "co_yield", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit",
    "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
    "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline",
    "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "requires", "restrict", "return", "short", "signed", "sizeof", "static", "static_assert",
    "static_cast", "struct", "switch", "template", "this", "thread_local", "throw", "true", "try",
    "typedef", "typeid", "typename", "typeof", "typeof_unqual", "union", "unsigned", "using",
    "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
  ]
}
