import CProcess
import Glibc
import ModelFormat

/// The command line's words with every byte kept.
///
/// A path may hold bytes that are not UTF-8, which a String cannot; the parser sees each such byte as a
/// private-use character, which is converted back when the path is used.
enum RawArguments {
  // Plane 16 is for private use; if one of these is typed, its own bytes are escaped.
  private static let firstEscape: UInt32 = 0x10_FE00

  /// The arguments after the program's name.
  static var escaped: [String] {
    guard let words = cprocess_arguments() else { return [] }
    return (0..<Int(cprocess_argument_count())).dropFirst().compactMap { words[$0] }.map { word in
      escape(UnsafeRawBufferPointer(start: word, count: strlen(word)))
    }
  }

  private static func escape(_ bytes: UnsafeRawBufferPointer) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: isEscape)
    {
      return text
    }
    var result = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      // The longest character that starts here, or one byte that is not part of a character.
      let length = (1...4).first { count in
        guard rest.count >= count, let text = String(validating: rest.prefix(count), as: UTF8.self)
        else { return false }
        return !text.unicodeScalars.contains(where: isEscape)
      }
      if let length {
        result.append(
          contentsOf: String(decoding: rest.prefix(length), as: UTF8.self).unicodeScalars)
      } else if let scalar = Unicode.Scalar(firstEscape + UInt32(first)) {
        result.append(scalar)
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return String(result)
  }

  /// The path of an argument.
  static func path(_ argument: String) -> FilePath {
    FilePath(
      bytes: argument.unicodeScalars.flatMap { scalar -> [UInt8] in
        isEscape(scalar) ? [UInt8(scalar.value - firstEscape)] : Array(String(scalar).utf8)
      })
  }

  private static func isEscape(_ scalar: Unicode.Scalar) -> Bool {
    (firstEscape...firstEscape + 0xff).contains(scalar.value)
  }
}
