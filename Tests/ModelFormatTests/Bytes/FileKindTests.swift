import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// Files that are taken for models: what they are said to be.
@Suite struct FileKindTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let what: String
    let code: Diagnostic.Code

    init(_ why: String, _ bytes: [UInt8], _ what: String, code: Diagnostic.Code = .notAModel) {
      (testDescription, self.bytes, self.what, self.code) = (why, bytes, what, code)
    }

    init(_ why: String, text: String, _ what: String, code: Diagnostic.Code = .notAModel) {
      self.init(why, Array(text.utf8), what, code: code)
    }
  }

  static let pointer = """
    version https://git-lfs.github.com/spec/v1
    oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
    size 3519040

    """

  @Test(arguments: [
    Case(
      "a download that failed", [], "the file is empty; a model has at least 8 bytes", code: .empty),
    Case(
      "a server's error page", text: "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code>",
      "this is text that starts with '<?xml version=\"1.0\"?>', not a model"),
    Case("notes", text: "to do:\r\nall", "this is text that starts with 'to do:', not a model"),
    Case(
      "seven characters", text: "TFLite!", "this is text that starts with 'TFLite!', not a model"),
    Case(
      "text that would clear the screen", text: "x\u{9b}2Jy",
      "this is text that starts with 'x\\x9b2Jy', not a model"),
    Case(
      "a pointer where the model was not fetched", text: pointer,
      "this is a Git LFS pointer to a file of 3519040 bytes, not the model itself",
      code: .gitLFSPointer),
    Case(
      "a pointer without its size", text: "version https://git-lfs.github.com/spec/v1\n",
      "this is a Git LFS pointer, not the model itself", code: .gitLFSPointer),
    Case(
      "a zip archive", [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8], "this is a zip archive, not a model"),
    Case(
      "an empty zip archive", [0x50, 0x4b, 5, 6, 0, 0, 0, 0],
      "this is an empty zip archive, not a model"),
    Case("gzip", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], "this is a gzip file, not a model"),
    Case("gzip, cut to its mark", [0x1f, 0x8b], "this is a gzip file, not a model"),
    Case("zstd", [0x28, 0xb5, 0x2f, 0xfd, 4, 0, 1, 0, 0], "this is a zstd file, not a model"),
    Case("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4], "this is an xz file, not a model"),
    Case(
      "Keras", [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10], "this is an HDF5 file (Keras), not a model"
    ),
    Case(
      "a program", [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], "this is a program (ELF), not a model"),
    Case(
      "a picture", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], "this is a PNG picture, not a model"),
    Case(
      "a saved graph", [8, 1, 0x12, 4, 0, 0, 0, 0],
      "this is a protobuf, possibly a TensorFlow or ONNX graph, not a model"),
    Case(
      "a model that lost its first four bytes", [0x54, 0x46, 0x4c, 0x33, 20, 0, 32, 0],
      "this is a file that lost its first 4 bytes, not a model"),
    Case(
      "seven bytes", [20, 0, 0, 0, 0x54, 0x46, 0x4c], "only 7 bytes; a model has at least 8"
    ),
    Case(
      "another FlatBuffer", [20, 0, 0, 0, 0x54, 0x46, 0x4c, 0x34],
      "the file identifier is 'TFL4'; it must be 'TFL3'"),
    Case(
      "no identifier, and one that could act on a terminal",
      [20, 0, 0, 0, 0x1b, 0x5b, 0x32, 0x4a, 0],
      "the file identifier is '\\x1b[2J'; it must be 'TFL3'"),
    Case(
      "zeros", Array(repeating: 0, count: 5000),
      "the file identifier is '\\x00\\x00\\x00\\x00'; it must be 'TFL3'"),
  ])
  func isSaidToBeWhatItIs(_ c: Case) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      try Data(c.bytes).write(to: file)
      let error = try #require(throws: Diagnostic.self) { try ModelFile.open(FilePath(file.path)) }
      #expect(error.code == c.code)
      #expect(error.what == c.what)
    }
  }

  @Test func aCutModelIsCutAndNoOtherKind() throws {
    let whole = try Data(contentsOf: FileReaderTests.model)
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "m.tflite")
      try whole.prefix(whole.count / 2).write(to: file)
      let error = try #require(throws: Diagnostic.self) { try ModelFile.open(FilePath(file.path)) }
      #expect(error.code == .truncated)
      #expect(error.what.hasSuffix("but the file ends at byte \(whole.count / 2)"))
    }
  }

  /// A character that is cut where looking ends does not make text into something else.
  @Test func textMayBeOfAnyLanguage() throws {
    for length in 508...516 {
      let text =
        String(repeating: "a", count: length) + "\u{1f989}" + String(repeating: "b", count: 600)
      let error = #expect(throws: Diagnostic.self) { try ModelFile(bytes: Array(text.utf8)) }
      #expect(error?.what.hasPrefix("this is text") == true, "\(length)")
    }
  }
}
