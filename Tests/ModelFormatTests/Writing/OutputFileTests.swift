import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// A file is there whole or not at all.
@Suite struct OutputFileTests {
  private func withModel(_ body: (URL, ModelFile) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "m.tflite")
      try Data(Flatc.model(SmallModel.everything)).write(to: path)
      try body(folder, ModelFile.open(FilePath(path.path)))
    }
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func aFailureLeavesNothing() throws {
    try withModel { folder, model in
      let path = FilePath(folder.appending(path: "out").path)
      let output = try OutputFile(path, from: model, replacing: false)
      #expect(throws: Diagnostic.interrupted()) {
        try output.write { (sink) throws(Diagnostic) in
          try sink.write(Array(repeating: 1, count: 3 << 20))
          throw .interrupted()
        }
      }
      #expect(throws: Diagnostic.notAModel(looksLike: "", fix: "")) {
        try output.write(check: { (path) throws(Diagnostic) in _ = try ModelFile.open(path) }) {
          (sink) throws(Diagnostic) in try sink.write(Array("Hello, I am text.".utf8))
        }
      }
      #expect(try names(in: folder) == ["m.tflite"])
    }
  }

  /// File systems without nameless files; the name is given up with the file.
  @Test(arguments: [false, true]) func publishesWithAndWithoutAPassingName(named: Bool) throws {
    try withModel { folder, _ in
      let target = FilePath(folder.appending(path: "out").path)
      func make() throws -> TemporaryFileBox { try TemporaryFileBox(target, named: named) }
      do { _ = try make() }
      #expect(try names(in: folder) == ["m.tflite"])
      try make().publish(as: target, replacing: false)
      #expect(throws: SystemError(EEXIST)) {
        try make().publish(as: target, replacing: false)
      }
      try make().publish(as: target, replacing: true)
      #expect(try names(in: folder) == ["m.tflite", "out"])
    }
  }

  @Test func neverReplacesTheModelByAnyName() throws {
    try withModel { folder, model in
      let link = folder.appending(path: "link")
      try FileManager.default.linkItem(at: folder.appending(path: "m.tflite"), to: link)
      #expect(throws: Diagnostic.outputIsTheModel()) {
        try OutputFile(FilePath(link.path), from: model, replacing: true)
      }
    }
  }

  @Test(arguments: ["/dev/null", "/tmp"]) func neverReplacesWhatIsNoFile(path: String) throws {
    try withModel { _, model in
      #expect(throws: Diagnostic.notWritable("")) {
        try OutputFile(FilePath(path), from: model, replacing: true)
      }
    }
  }
}

/// A value that cannot be copied does not go through a closure; a box does.
private final class TemporaryFileBox {
  private var file: TemporaryFile?

  init(_ target: FilePath, named: Bool) throws {
    file = try TemporaryFile(beside: target, named: named)
  }

  func publish(as target: FilePath, replacing: Bool) throws(SystemError) {
    try file.take()?.publish(as: target, replacing: replacing)
  }
}
