/// Distinguishes a model from files that are mistaken for one, by their first bytes.
enum FileKind {
  /// The four bytes at offset 4 of every TensorFlow Lite model (schema: `file_identifier`).
  static let identifier = Array("TFL3".utf8)

  /// Throws an error that says what the file looks like if it does not have a model's identifier.
  static func check(_ storage: Storage) throws(Diagnostic) {
    let head = storage.bytes(from: 0, count: 512)
    guard !head.isEmpty else { throw .empty() }
    guard !isModel(storage) else { return }

    if head.starts(with: "version https://git-lfs".utf8) {
      throw .gitLFSPointer(size: pointerSize(String(decoding: head, as: UTF8.self)))
    }
    if let known = signatures.first(where: { head.starts(with: $0.bytes) }) {
      throw .notAModel(looksLike: known.kind, fix: known.fix)
    }
    if isText(head) {
      if isCSource(String(decoding: head, as: UTF8.self)) {
        throw .notAModel(
          looksLike: "C source",
          fix: "Name the array in it with --array, or give a file named .c, .cc or .h.")
      }
      let first = String(decoding: head.prefix { $0 != 10 && $0 != 13 }.prefix(40), as: UTF8.self)
      throw .notAModel(
        looksLike: "text that starts with '\(first.escapedForDisplay)'",
        fix:
          "Check the path. If the file was downloaded, the server may have sent an error page: download it again."
      )
    }
    guard head.count >= 8 else { throw .tooShort(head.count) }
    let found = String(decoding: head[4..<8], as: UTF8.self)
    throw .wrongIdentifier("'\(found.escapedForDisplay)'")
  }

  /// Whether the bytes carry a model's identifier.
  static func isModel(_ storage: Storage) -> Bool { isModel(storage.bytes(from: 0, count: 8)) }

  /// Whether the first bytes of a file carry a model's identifier.
  static func isModel(_ head: some Sequence<UInt8>) -> Bool {
    head.dropFirst(4).prefix(4).elementsEqual(identifier)
  }

  /// The four bytes at offset 4 of TFLite Metadata (metadata.fbs: `file_identifier`).
  private static let metadataIdentifier = Array("M001".utf8)

  /// Throws when the bytes do not carry the identifier of TFLite Metadata.
  static func checkMetadata(_ storage: Storage) throws(Diagnostic) {
    let head = storage.bytes(from: 0, count: 8)
    guard head.count == 8, head[4..<8].elementsEqual(metadataIdentifier) else {
      throw .notMetadata(count: storage.count)
    }
  }

  private static let signatures: [(bytes: [UInt8], kind: String, fix: String)] = [
    ([0x50, 0x4b, 0x03, 0x04], "a zip archive", "Unpack it and give the .tflite file inside."),
    ([0x50, 0x4b, 0x05, 0x06], "an empty zip archive", "Create the archive again."),
    (
      Array("LITERTLM".utf8), "a LiteRT-LM container",
      "Save it to a file and give its path: its sections are read in place."
    ),
    ([0x1f, 0x8b], "a gzip file", "Unpack it first: `gunzip -c FILE | tflens inspect -`."),
    (
      [0x28, 0xb5, 0x2f, 0xfd], "a zstd file",
      "Unpack it first: `zstd -dc FILE | tflens inspect -`."
    ),
    (
      [0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz file",
      "Unpack it first: `xz -dc FILE | tflens inspect -`."
    ),
    (
      [0x89, 0x48, 0x44, 0x46], "an HDF5 file (Keras)",
      "Convert it with the TensorFlow Lite converter."
    ),
    ([0x7f, 0x45, 0x4c, 0x46], "a program (ELF)", "Give the model instead."),
    ([0x89, 0x50, 0x4e, 0x47], "a PNG picture", "Give the model instead."),
    (
      [0x08, 0x01, 0x12], "a protobuf, possibly a TensorFlow or ONNX graph",
      "Convert it to TensorFlow Lite."
    ),
    (identifier, "a file that lost its first 4 bytes", "Copy the whole file again."),
  ]

  /// Whether text has the words that C source with a model begins with.
  private static func isCSource(_ text: String) -> Bool {
    ["#include ", "unsigned char ", "uint8_t "].contains { text.contains($0) }
  }

  /// Only printable ASCII, tabs and line ends; or UTF-8 past them.
  private static func isText(_ head: UnsafeRawBufferPointer) -> Bool {
    let controls = head.contains { $0 < 9 || (13 < $0 && $0 < 32) || $0 == 127 }
    // The end of the bytes that were read may cut a character.
    let isUTF8 = (0..<4).contains { cut in
      String(validating: head.dropLast(cut), as: UTF8.self) != nil
    }
    return !controls && isUTF8
  }

  private static func pointerSize(_ text: String) -> String? {
    let line = text.split(separator: "\n").first { $0.hasPrefix("size ") }
    return line.map { String($0.dropFirst(5).prefix { $0.isNumber }) }
  }
}
