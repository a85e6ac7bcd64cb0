import Foundation
import ModelFormat
import TestSupport
import Testing

/// What a file must be to be read as text.
@Suite struct FilePathTextTests {
  /// The text of a file with the bytes, or why it has none.
  private func text(_ bytes: [UInt8], atMost limit: Int = 12) throws -> String {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Data(bytes).write(to: file)
      return try text(of: FilePath(file.path), atMost: limit)
    }
  }

  private func text(of path: FilePath, atMost limit: Int) throws -> String {
    var reason: String?
    do {
      return try path.text(atMost: limit) {
        reason = $0
        return .notReadable($0)
      }
    } catch {
      return try #require(reason)
    }
  }

  @Test func aTextIsAllOfTheFile() throws {
    #expect(try text(Array("twelve bytes".utf8)) == "twelve bytes")
    #expect(try text([]) == "")
  }

  @Test func moreBytesThanAllowedAreNotCounted() throws {
    #expect(try text(Array("thirteen byte".utf8)) == "it has more than 12 bytes")
    #expect(try text(Array(repeating: 97, count: 1 << 20)) == "it has more than 12 bytes")
  }

  /// A model given by mistake, small or large, is named as one.
  @Test func aModelIsNamed() throws {
    let head: [UInt8] = [0x1c, 0, 0, 0] + Array("TFL3".utf8)
    #expect(try text(head) == "it is a model")
    #expect(try text(head + Array(repeating: 0xff, count: 100)) == "it is a model")
    let short: [UInt8] = [0x1c, 0, 0, 0] + Array("TFL".utf8)
    #expect(try text(short) == "byte 1 is NUL, which text does not contain")
  }

  @Test func otherBytesAreNoText() throws {
    #expect(try text([0x61, 0xff]) == "it is not UTF-8")
    #expect(try text([0x61, 0x62, 0]) == "byte 2 is NUL, which text does not contain")
  }

  @Test func theSystemSaysWhyAFileCannotBeRead() throws {
    let missing = FilePath("/nowhere/file")
    #expect(try text(of: missing, atMost: 12) == "No such file or directory")
  }
}
