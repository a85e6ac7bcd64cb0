import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// A file that is cut short while it is read: no crash, and the reader is told.
@Suite struct StorageTests {
  static let page = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// A model past 1 MiB, so that it is read page by page: tables in front, 2 MB behind them.
  static func withLargeModel(_ body: (FilePath, Int) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "large.tflite")
      var bytes = try Data(contentsOf: FileReaderTests.model)
      bytes.append(Data(repeating: 1, count: 2_000_000))
      try bytes.write(to: file)
      try body(FilePath(file.path), bytes.count)
    }
  }

  @Test func aFileThatStaysIsUnchanged() throws {
    try Self.withLargeModel { path, count in
      let file = try ModelFile.open(path)
      #expect(file.byteCount == count)
      _ = ReadEverything(file)
      try file.checkUnchanged()
    }
  }

  @Test func aFileThatGrewIsStillAllThere() throws {
    try Self.withLargeModel { path, count in
      let file = try ModelFile.open(path)
      try cut(path, to: count + 5000)
      _ = ReadEverything(file)
      try file.checkUnchanged()
      #expect(file.byteCount == count)
    }
  }

  /// Cut at every page of the tables, the file is read again from its root, and through views that
  /// were taken while it was whole.
  @Test(arguments: 0...20) func aCutIsFoundAndNothingTraps(atPage number: Int) throws {
    try Self.withLargeModel { path, _ in
      let file = try ModelFile.open(path)
      let model = Model(file: file)
      let tensors = model.subgraphs.flatMap { Array($0.tensors) }
      let operators = model.subgraphs.flatMap { Array($0.operators) }
      let codes = model.operatorCodes
      #expect(operators.count > 40 && codes.count > 0)

      try cut(path, to: number * Self.page)
      _ = ReadEverything(file)
      var reader = ReadEverything(file)
      for tensor in tensors { reader.read(tensor) }
      for op in operators { reader.read(op) }
      for code in codes { _ = code.builtin.name }
      expectCut(file)
    }
  }

  /// Between opening and checking: the zeros look like a file of another kind, or a damaged one.
  @Test(arguments: [0, 1, 5, 15])
  func aCutWhileOpeningIsCalledACut(atPage number: Int) throws {
    try Self.withLargeModel { path, count in
      let storage = try #require(
        Storage(paging: open(path.description, O_RDONLY | O_CLOEXEC), count: count))
      try cut(path, to: number * Self.page)
      let error = #expect(throws: Diagnostic.self) { try ModelFile(storage: storage) }
      #expect(error?.code == .cutWhileReading)
    }
  }

  @Test(arguments: [1, 100])
  func aCutInsideTheLastPageIsFound(_ missing: Int) throws {
    try Self.withLargeModel { path, count in
      try #require(!(count - missing).isMultiple(of: Self.page))
      let file = try ModelFile.open(path)
      try cut(path, to: count - missing)
      expectCut(file)
    }
  }

  @Test func aSmallFileIsReadAndCannotBeCut() throws {
    try Places.withTemporaryFolder { folder in
      let copy = folder.appending(path: "small.tflite")
      try FileManager.default.copyItem(at: FileReaderTests.model, to: copy)
      let path = FilePath(copy.path)
      let file = try ModelFile.open(path)
      let before = ReadEverything(file).sum
      try cut(path, to: 0)
      try file.checkUnchanged()
      #expect(ReadEverything(file).sum == before)
    }
  }

  /// Views keep the file: it may be removed, and its name given to another.
  @Test func aFileThatIsRemovedIsStillThere() throws {
    try Self.withLargeModel { path, _ in
      let model = Model(file: try ModelFile.open(path))
      try FileManager.default.removeItem(atPath: path.description)
      #expect(model.subgraphs[0].operators.count > 40)
      try model.file.checkUnchanged()
    }
  }

  @Test func opensAndClosesAnyNumberInTurn() throws {
    try Self.withLargeModel { path, count in
      for _ in 0..<1_100 { #expect(try ModelFile.open(path).byteCount == count) }
      let file = try ModelFile.open(path)
      try cut(path, to: 0)
      _ = ReadEverything(file)
      expectCut(file)
    }
  }

  private func cut(_ path: FilePath, to count: Int) throws {
    try #require(truncate(path.description, off_t(count)) == 0)
  }

  private func expectCut(_ file: ModelFile) {
    let error = #expect(throws: Diagnostic.self) { try file.checkUnchanged() }
    #expect(error?.code == .cutWhileReading)
  }
}
