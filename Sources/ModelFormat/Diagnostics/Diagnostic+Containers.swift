// Failures to read what holds models: C source and LiteRT-LM containers.

extension Diagnostic.Code {
  /// C source without an array of bytes, or without the one that was named.
  public static let noCArray = Self("no-c-array", .unreadable)
  /// An array that is declared, and whose values are in another file.
  public static let cArrayDeclared = Self("c-array-declared", .unreadable)
  /// C source that is not as an array must be.
  public static let cArrayMalformed = Self("c-array-malformed", .unreadable)
  /// A value that is no byte.
  public static let cArrayValue = Self("c-array-value", .unreadable)
  /// An array with fewer values than the source says.
  public static let cArrayLength = Self("c-array-length", .unreadable)
  /// A container whose header is inconsistent.
  public static let containerMalformed = Self("container-malformed", .unreadable)
}

// Arrays in C source.
extension Diagnostic {
  private static let number = "Write the bytes as numbers, as `xxd -i` does."

  static func noCArray() -> Self {
    Self(
      .noCArray, "the source has no array of bytes",
      "there must be one, as in 'const unsigned char x[] = {0x1c, ...};'",
      fix: "Give the file that defines the array, often a .cc or .c file.")
  }

  /// `names` are those of the arrays of bytes in the source.
  static func noCArray(named name: String, among names: [String]) -> Self {
    let shown = names.prefix(5).map { "'\($0.escapedForDisplay)'" }.joined(separator: ", ")
    let have =
      names.isEmpty
      ? "the source has none"
      : names.count == 1 ? "the only one is \(shown)" : "the arrays are \(shown)"
    return Self(
      .noCArray, "no array of bytes is named '\(name.escapedForDisplay)'",
      "\(have)\(names.count > 5 ? ", ..." : "")",
      fix: names.isEmpty
        ? "Give the file that defines the array."
        : NearNames.hint(name, among: names) + "Without a name, the first array is read.")
  }

  static func cArrayDeclared(_ name: String, at place: Place) -> Self {
    Self(
      .cArrayDeclared, "'\(name.escapedForDisplay)' is only declared",
      "its values must be in the file", at: place,
      fix: "Give the file that defines it, often the .cc or .c file beside the header.")
  }

  /// `found` is what is true of the array: "is a string".
  static func cArrayOfOtherKind(_ name: String, _ found: String, at place: Place) -> Self {
    Self(
      .noCArray, "'\(name.escapedForDisplay)' \(found)", "it must be a list of bytes", at: place,
      fix: "Declare it as `const unsigned char \(name.escapedForDisplay)[]`, as `xxd -i` does.")
  }

  static func cArray(_ found: String, _ allowed: String, at place: Place) -> Self {
    Self(.cArrayMalformed, found, allowed, at: place, fix: number)
  }

  static func cArrayValue(_ found: String, _ allowed: ClosedRange<Int>, at place: Place) -> Self {
    Self(
      .cArrayValue, found, "a byte must be \(allowed.lowerBound) to \(allowed.upperBound)",
      at: place,
      fix: number)
  }

  static func cArrayLength(
    _ name: String, _ found: String, _ allowed: String, at place: Place
  ) -> Self {
    Self(
      .cArrayLength, "'\(name.escapedForDisplay)' \(found)", allowed, at: place,
      fix: "The file was cut short or edited: export it again.")
  }
}

// LiteRT-LM containers.
extension Diagnostic {
  /// `byte` is where in the file, if it is one place.
  static func container(_ found: String, _ allowed: String, at byte: Int? = nil) -> Self {
    Self(
      .containerMalformed, found, allowed, at: Place(byte: byte.map { UInt64(max(0, $0)) }),
      fix: "The container is damaged or was cut short: download or build it again.")
  }
}
