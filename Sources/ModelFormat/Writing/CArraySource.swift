/// C source that defines a model as an array of bytes, for programs that link TensorFlow Lite Micro.
///
/// It compiles as C11 and as C++11. The array is aligned to 16 bytes, as the interpreter needs it
/// (tflite-micro, `tools/generate_cc_arrays.py`: `alignas(16) const unsigned char`), and both variables
/// can be used from other files.
struct CArraySource {
  let name: String
  let model: ModelFile

  private static let perLine = 12

  /// Gives the source to `body`, in pieces.
  func write(_ body: ([UInt8]) throws(Diagnostic) -> Void) throws(Diagnostic) {
    try body(
      Array(
        """
        // A TensorFlow Lite model, written by tflens.
        #ifndef __cplusplus
        #include <stdalign.h>
        #endif

        extern const unsigned char \(name)[];
        extern const unsigned int \(name)_len;

        alignas(16) const unsigned char \(name)[] = {

        """.utf8))
    // Whole lines in each piece.
    let size = (1 << 16) / Self.perLine * Self.perLine
    try model.bytes(in: 0..<model.byteCount).forEachChunk(of: size) { chunk throws(Diagnostic) in
      try body(Self.lines(chunk))
    }
    try body(Array("};\nconst unsigned int \(name)_len = \(model.byteCount);\n".utf8))
  }

  private static func lines(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 6 + bytes.count / perLine * 2 + 4)
    for (index, byte) in bytes.enumerated() {
      text += index % perLine == 0 ? "  ".utf8 : " ".utf8
      text += "0x".utf8
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
      text.append(UInt8(ascii: ","))
      if index % perLine == perLine - 1 || index == bytes.count - 1 { text.append(0x0a) }
    }
    return text
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// Whether another model has the same bytes.
  func isSame(as other: ModelFile) -> Bool {
    guard other.byteCount == model.byteCount else { return false }
    var place = 0
    var isSame = true
    model.bytes(in: 0..<model.byteCount).forEachChunk { chunk in
      let part = other.storage.bytes(from: place, count: chunk.count)
      isSame = isSame && part.elementsEqual(chunk)
      place += chunk.count
    }
    return isSame
  }
}
