import TestSupport
import Testing

@testable import ModelFormat

/// A damaged file that can still be read can still be written, and then be read.
@Suite struct ModelLayoutFaultTests {
  @Test func everyFlippedByteThatOpensIsWrittenToAFileThatOpens() throws {
    let source = try Flatc.model(SmallModel.everything)
    var written = 0
    for place in source.indices {
      for flip in [0x01, 0x80, 0xff] as [UInt8] {
        var bytes = source
        bytes[place] ^= flip
        guard let file = try? ModelFile(bytes: bytes) else { continue }
        guard file.signatureProblem == nil else {
          // It can be read, not written: a signature would lead to something else.
          #expect(throws: Diagnostic.self) { try EditableModel(file, unknownFields: .drop) }
          continue
        }
        #expect(throws: Never.self, "byte \(place) with \(flip)") {
          let model = try EditableModel(file, unknownFields: .drop)
          let once = try Self.bytes(of: ModelLayout(model))
          let again = try EditableModel(ModelFile(bytes: once))
          #expect(try Self.bytes(of: ModelLayout(again)) == once, "byte \(place) with \(flip)")
          written += 1
        }
      }
    }
    #expect(written > 1000)
  }

  private static func bytes(of layout: ModelLayout) -> [UInt8] {
    let all = LayoutBytes(layout)
    return [UInt8](unsafeUninitializedCapacity: all.count) { bytes, count in
      count = all.read(from: 0, into: UnsafeMutableRawBufferPointer(bytes))
    }
  }
}
