import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// What stands behind a model: an appended archive, say.
@Suite struct ModelSizeTests {
  @Test(arguments: [0, 1, 15, 16, 17, 1000])
  func countsWhatWasAppended(_ count: Int) throws {
    // 79,616 is a multiple of 16 and ends with data outside the tables: no padding to count.
    let bytes = try Data(contentsOf: Places.fixtures.appending(path: "outside_tables.tflite"))
    let model = Model(
      file: try ModelFile(bytes: [UInt8](bytes) + Array(repeating: 1, count: count)))
    #expect(model.trailingByteCount == count)
  }

  @Test func doesNotCountPaddingTo16() throws {
    // The tables of this model end at byte 35: see VerifyTests.
    let model: [UInt8] = [
      0x14, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33, 12, 0, 8, 0, 0, 0, 0, 0, 0, 0, 4, 0,
      12, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0x68, 0x69, 0,
    ]
    for (more, trailing) in [(0, 0), (1, 0), (13, 0), (14, 1), (113, 100)] {
      let file = try ModelFile(bytes: model + Array(repeating: 0, count: more))
      #expect(Model(file: file).trailingByteCount == trailing, "\(more) bytes more")
    }
  }

  @Test func countsAnArchiveThatBeginsBeforeTheNext16() throws {
    // Tables to byte 35, one 0 of padding, then what was appended.
    let model: [UInt8] = [
      0x14, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33, 12, 0, 8, 0, 0, 0, 0, 0, 0, 0, 4, 0,
      12, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0x68, 0x69, 0, 0,
    ]
    let file = try ModelFile(bytes: model + Array("PK".utf8) + Array(repeating: 0, count: 100))
    #expect(Model(file: file).trailingByteCount == 102)
  }

  @Test func countsNothingBehindRealModels() throws {
    for name in ["digits_int8", "two_signatures", "decomposed_folded_int8"] {
      let path = Places.fixtures.appending(path: "\(name).tflite").path
      #expect(Model(file: try ModelFile.open(FilePath(path))).trailingByteCount == 0, "\(name)")
    }
  }
}
