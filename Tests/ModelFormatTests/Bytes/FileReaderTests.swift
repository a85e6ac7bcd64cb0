import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// What a path can lead to: files, folders, links, pipes and devices.
@Suite struct FileReaderTests {
  static let model = Places.fixtures.appending(path: "digits_int8.tflite")

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let path: String
    let code: Diagnostic.Code

    init(_ why: String, _ path: String, gives code: Diagnostic.Code) {
      (testDescription, self.path, self.code) = (why, path, code)
    }
  }

  @Test(arguments: [
    Case("no such file", "/no/such/model.tflite", gives: .notFound),
    Case("no path", "", gives: .notFound),
    Case("a file as a folder", model.path + "/m.tflite", gives: .notFound),
    Case("a folder", Places.fixtures.path, gives: .isAFolder),
    Case("a device that is always empty", "/dev/null", gives: .notAFile),
    Case("a device that never ends", "/dev/zero", gives: .notAFile),
    Case("a name that is too long", String(repeating: "x", count: 300), gives: .notReadable),
  ])
  func leadsToNoModel(_ c: Case) {
    let error = #expect(throws: Diagnostic.self) { try ModelFile.open(FilePath(c.path)) }
    #expect(error?.code == c.code)
  }

  @Test func saysWhatTheSystemSays() {
    let path = FilePath(String(repeating: "x", count: 300))
    let error = #expect(throws: Diagnostic.self) { try ModelFile.open(path) }
    #expect(error?.what == "the file cannot be read: File name too long")
  }

  @Test(.disabled(if: geteuid() == 0, "the superuser may read everything"))
  func mayNotBeRead() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      try FileManager.default.copyItem(at: Self.model, to: file)
      try #require(chmod(file.path, 0) == 0)
      let error = #expect(throws: Diagnostic.self) { try ModelFile.open(FilePath(file.path)) }
      #expect(error?.what == "the file cannot be read: Permission denied")
      #expect(error?.code == .notReadable)
    }
  }

  @Test func followsLinks() throws {
    try Places.withTemporaryFolder { folder in
      let (link, loop) = (folder.path + "/link", folder.path + "/loop")
      try #require(symlink(Self.model.path, link) == 0)
      try #require(symlink(loop, loop) == 0)
      #expect(try ModelFile.open(FilePath(link)).byteCount == 78_968)
      let error = #expect(throws: Diagnostic.self) { try ModelFile.open(FilePath(loop)) }
      #expect(error?.code == .notReadable)
      try #require(unlink(link) == 0 && symlink(folder.path + "/gone", link) == 0)
      #expect(
        #expect(throws: Diagnostic.self) { try ModelFile.open(FilePath(link)) }?.code == .notFound)
    }
  }

  @Test func takesANameOfAnyBytes() throws {
    try Places.withTemporaryFolder { folder in
      let name = Array(folder.path.utf8) + Array("/a b\n".utf8) + [0xff, 0x1b, 0x80]
      let bytes = [UInt8](try Data(contentsOf: Self.model))
      let descriptor = open(name.map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT, 0o600)
      try #require(descriptor >= 0 && write(descriptor, bytes, bytes.count) == bytes.count)
      close(descriptor)
      #expect(try ModelFile.open(FilePath(bytes: name)).byteCount == bytes.count)
      unlink(name.map { CChar(bitPattern: $0) } + [0])
    }
  }

  /// A pipe gives what it holds in pieces, and only its end says how much that is.
  @Test(arguments: [1 << 16, 1000, 7])
  func readsAPipeToItsEnd(inPiecesOf size: Int) throws {
    let whole = try Data(contentsOf: Self.model)
    let file = try Self.throughAPipe(Array(whole), inPiecesOf: size)
    #expect(file.byteCount == whole.count)
    #expect(
      Model(file: file).buffers.count
        == Model(file: try ModelFile(bytes: [UInt8](whole))).buffers.count)
  }

  @Test(arguments: [
    ("nothing", [], Diagnostic.Code.empty), ("text", Array("hello".utf8), .notAModel),
    ("a model cut short", Array("\u{14}\0\0\0TFL3".utf8), .truncated),
  ])
  func whatAPipeHoldsIsChecked(_ what: String, _ bytes: [UInt8], _ code: Diagnostic.Code) throws {
    let error = #expect(throws: Diagnostic.self) { try Self.throughAPipe(bytes, inPiecesOf: 3) }
    #expect(error?.code == code, "\(what)")
  }

  static func throughAPipe(_ bytes: [UInt8], inPiecesOf size: Int) throws -> ModelFile {
    try Places.withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe").path
      try #require(mkfifo(pipe, 0o600) == 0)
      Thread.detachNewThread {
        // Opening waits for the reader, and the reader's opening for us.
        let descriptor = Glibc.open(pipe, O_WRONLY)
        for start in stride(from: 0, to: bytes.count, by: size) {
          let piece = Array(bytes[start..<min(start + size, bytes.count)])
          guard write(descriptor, piece, piece.count) == piece.count else { break }
        }
        close(descriptor)
      }
      return try ModelFile.open(FilePath(pipe))
    }
  }
}
