import TestSupport
import Testing

@testable import ModelFormat

/// Names of a model, which may be any bytes at all.
@Suite struct RawTextTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let text: String
    let isUTF8: Bool

    init(_ why: String, _ bytes: [UInt8], _ text: String, isUTF8: Bool) {
      (testDescription, self.bytes, self.text, self.isUTF8) = (why, bytes, text, isUTF8)
    }
  }

  @Test(arguments: [
    Case("nothing", [], "", isUTF8: true),
    Case("ASCII", [0x61, 0x2f, 0x62], "a/b", isUTF8: true),
    Case("a character of four bytes", [0xf0, 0x9f, 0xa6, 0x89], "\u{1f989}", isUTF8: true),
    Case("zeros are characters too", [0x61, 0, 0x62], "a\0b", isUTF8: true),
    Case("a byte that never stands in UTF-8", [0x61, 0xff, 0x62], "a\u{fffd}b", isUTF8: false),
    Case("Latin-1", [0x63, 0x61, 0x66, 0xe9], "caf\u{fffd}", isUTF8: false),
    Case("a character cut short", [0x61, 0xe2, 0x82], "a\u{fffd}", isUTF8: false),
    Case("a U+FFFD of the file's own", [0xef, 0xbf, 0xbd], "\u{fffd}", isUTF8: true),
  ])
  func showsBytesThatAreNotUTF8(_ c: Case) throws {
    // flatc writes only UTF-8, so the name stands there as `x` first.
    let mark = String(repeating: "x", count: c.bytes.count)
    var bytes = try Flatc.model("{description: \"\(mark)\"}")
    let name = Array(mark.utf8)
    let at = try #require(bytes.indices.last { bytes[$0...].starts(with: name) })
    if !name.isEmpty { bytes.replaceSubrange(at..<at + name.count, with: c.bytes) }

    let text = try #require(try Model(file: ModelFile(bytes: bytes)).description)
    #expect(text.text == c.text)
    #expect(text.beginning(of: 1) == String(decoding: c.bytes.prefix(1), as: UTF8.self))
    #expect(text.isUTF8 == c.isUTF8)
    #expect(Array(text.scalars) == c.bytes)
  }
}
