import TestSupport
import Testing

@testable import ModelFormat

/// Archives after a model, written byte by byte as the specification has them; `OracleTests` compares those of real
/// models with Python's zipfile.
@Suite struct ZipDirectoryTests {
  /// A line of the list, for a file of `size` bytes.
  private static func entry(_ name: String, size: UInt8, extra: Int = 0) -> [UInt8] {
    var bytes = Array("PK\u{1}\u{2}".utf8) + [UInt8](repeating: 0, count: 42)
    bytes[24] = size
    bytes[28] = UInt8(name.utf8.count)
    bytes[30] = UInt8(extra)
    return bytes + name.utf8 + [UInt8](repeating: 7, count: extra)
  }

  /// The record that ends an archive.
  private static func end(_ entries: [UInt8], at offset: UInt8, comment: String = "") -> [UInt8] {
    var bytes = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 18)
    bytes[12] = UInt8(entries.count)
    bytes[16] = offset
    bytes[20] = UInt8(comment.utf8.count)
    return entries + bytes + comment.utf8
  }

  private static let model = Result { try Flatc.model(SmallModel.json()) }
  private static let two = entry("a.txt", size: 5) + entry("b/c", size: 9, extra: 4)

  private func directory(_ bytes: [UInt8]) throws -> ZipDirectory? {
    let file = try ModelFile(bytes: Self.model.get() + bytes)
    return ZipDirectory(endOf: file.bytes(in: file.byteCount - bytes.count..<file.byteCount))
  }

  @Test func listsFilesWithTheirSizes() throws {
    let found = try #require(try directory([1, 2, 3] + Self.end(Self.two, at: 3, comment: "no")))
    let entries = try #require(found.entries)
    #expect(entries.map(\.name.text) == ["a.txt", "b/c"])
    #expect(entries.map(\.byteCount) == [5, 9])
    #expect(found.start == 3)
    #expect(found.offset == 3)
  }

  @Test func anEmptyArchiveHasNoFiles() throws {
    #expect(try directory(Self.end([], at: 0))?.entries?.isEmpty == true)
  }

  @Test func otherBytesAreNoArchive() throws {
    #expect(try directory([]) == nil)
    #expect(try directory([UInt8](repeating: 0, count: 100)) == nil)
    // The comment would reach past the end.
    #expect(try directory(Array(Self.end(Self.two, at: 0, comment: "abc").dropLast())) == nil)
  }

  @Test func aDamagedListHasNoEntries() throws {
    var bytes = Self.end(Self.two, at: 0)
    bytes[0] = 0
    #expect(try directory(bytes)?.entries == nil)
    bytes = Self.end(Self.two, at: 0)
    // A size that reaches before the first byte.
    bytes[Self.two.count + 14] = 1
    #expect(try directory(bytes)?.entries == nil)
  }

  @Test func anyByteMayBeAnything() throws {
    let whole = Self.end(Self.two, at: 0)
    for place in whole.indices {
      for value: UInt8 in [0, 1, 0x7f, 0xff] {
        var bytes = whole
        bytes[place] = value
        let entries = try directory(bytes)?.entries ?? []
        #expect(entries.count <= 2)
      }
    }
  }
}
