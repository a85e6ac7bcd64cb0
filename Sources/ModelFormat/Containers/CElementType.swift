/// What the words before the name of an array say of its elements.
struct CElementType {
  /// The word for elements of more than one byte; nil if there is none.
  private(set) var wide: String?
  var isPointer = false
  private var isSignedWord = false
  private var isUnsignedWord = false
  private var known: Known?

  private enum Known { case char, unsigned, signed }

  /// Takes in one word; attributes, macros and qualifiers say nothing.
  mutating func add(_ word: String) {
    switch word {
    case "char": known = .char
    case "signed": isSignedWord = true
    case "unsigned": isUnsignedWord = true
    case _ where Self.unsignedNames.contains(word): known = .unsigned
    case _ where Self.signedNames.contains(word): known = .signed
    case _ where Self.wideNames.contains(word): wide = wide ?? word
    default: break
    }
  }

  /// Whether the elements are known to be bytes.
  var isByte: Bool { known != nil && wide == nil && !isPointer }

  /// Whether values below 0 are bytes too.
  var isSigned: Bool {
    switch known {
    case .signed: true
    case .char: !isUnsignedWord
    case .unsigned, nil: isSignedWord
    }
  }

  private static let unsignedNames: Set<String> = [
    "uint8_t", "uint_least8_t", "uint_fast8_t", "char8_t", "uint8", "UINT8", "Uint8", "u8", "U8",
    "__u8", "uchar", "UCHAR", "u_char", "byte", "BYTE", "Byte", "quint8", "guint8", "guchar",
  ]
  private static let signedNames: Set<String> = [
    "int8_t", "int_least8_t", "int_fast8_t", "int8", "INT8", "s8", "S8", "i8", "__s8", "qint8",
    "gint8",
  ]
  private static let wideNames: Set<String> = [
    "short", "int", "long", "float", "double", "bool", "_Bool", "wchar_t", "char16_t", "char32_t",
    "size_t", "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t", "int16_t", "uint16_t", "int32_t",
    "uint32_t", "int64_t", "uint64_t", "u16", "u32", "u64", "s16", "s32", "s64", "string",
  ]
}
