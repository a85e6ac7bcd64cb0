import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// A model in the middle of a file, as archives hold it, is read as by itself.
@Suite struct PartOfFileTests {
  private static let model = Places.fixture("digits_int8")
  /// What stands before it: no multiple of a page, nor of an alignment.
  private static let before = 5_003

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// How many zeros follow the model, and belong to it.
    let padding: Int
    var extent = ModelFile.Extent.tables
  }

  @Test(arguments: [
    Case(testDescription: "small, and read whole", padding: 0),
    Case(testDescription: "past 1 MiB, and read page by page", padding: 2 << 20),
    Case(testDescription: "past 8 MiB, and pages that are mapped", padding: 9 << 20),
    Case(testDescription: "wanted, and read whole", padding: 2 << 20, extent: .everything),
    Case(
      testDescription: "wanted, and too large to be held", padding: 17 << 20, extent: .everything),
  ])
  func readsAsByItself(_ c: Case) throws {
    try Self.withPart(padding: c.padding) { path, count in
      let alone = try ModelFile(bytes: Self.bytes(padding: c.padding))
      let part = try ModelFile.open(path, at: Self.before, count: count, for: c.extent)
      #expect(part.byteCount == count)
      #expect(ReadEverything(part).sum == ReadEverything(alone).sum)
      var bytes: [UInt8] = []
      part.bytes(in: 0..<count).forEachChunk { bytes += $0 }
      #expect(try bytes == Self.bytes(padding: c.padding))
      // What is copied when a model is written comes from the part, not from the file's start.
      let written = try Written.bytes(of: EditableModel(part))
      #expect(try written == Written.bytes(of: EditableModel(alone)))
      try part.checkUnchanged()
    }
  }

  @Test(arguments: [0, 2 << 20])
  func aCutIsFound(padding: Int) throws {
    try Self.withPart(padding: padding) { path, count in
      let part = try ModelFile.open(path, at: Self.before, count: count)
      try #require(truncate(path.description, off_t(Self.before + count - 1)) == 0)
      if padding > 0 {
        let error = #expect(throws: Diagnostic.self) { try part.checkUnchanged() }
        #expect(error?.code == .cutWhileReading)
      }
      let again = #expect(throws: Diagnostic.self) {
        try ModelFile.open(path, at: Self.before, count: count)
      }
      #expect(again?.code == .cutWhileReading)
    }
  }

  @Test(arguments: [(-1, 10), (0, -1), (.max, 1), (1, .max), (0, 1 << 40)])
  func aPartOutsideTheFileIsRefused(offset: Int, count: Int) {
    let error = #expect(throws: Diagnostic.self) {
      try ModelFile.open(FilePath(Self.model), at: offset, count: count)
    }
    #expect(error?.code == .cutWhileReading)
  }

  @Test func aPipeIsNotWaitedFor() throws {
    try Places.withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe").path
      try #require(mkfifo(pipe, 0o600) == 0)
      let error = #expect(throws: Diagnostic.self) {
        try ModelFile.open(FilePath(pipe), at: 0, count: 8)
      }
      #expect(error?.code == .notAFile)
    }
  }

  @Test func bytesPastTheEndAreLeftOut() throws {
    let file = try ModelFile.open(FilePath(Self.model))
    #expect(file.bytes(in: 78_960..<1 << 40).count == 8)
    #expect(file.bytes(in: 1 << 40..<1 << 41).count == 0)
  }

  private static func bytes(padding: Int) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: model))) + [UInt8](repeating: 0, count: padding)
  }

  private static func withPart(padding: Int, _ body: (FilePath, Int) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let bytes = try bytes(padding: padding)
      let file = folder.appending(path: "archive")
      let noise = [UInt8](repeating: 0xab, count: before)
      try Data(noise + bytes + noise).write(to: file)
      try body(FilePath(file.path), bytes.count)
    }
  }
}
