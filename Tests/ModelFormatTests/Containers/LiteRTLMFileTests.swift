import TestSupport
import Testing

@testable import ModelFormat

/// The header of a container is read as flatc wrote it, and never believed.
@Suite struct LiteRTLMFileTests {
  private static let sections = [
    ContainerBytes.section(16384, 20000, type: "tf_lite_embedder"),
    ContainerBytes.section(32768, 32868, kind: 4),
    ContainerBytes.section(49152, 90000, type: "tf_lite_prefill_decode"),
    ContainerBytes.section(90000, 90010, kind: 200),
    ContainerBytes.section(90010, 90020),
  ]

  @Test func listsSections() throws {
    let file = try ContainerBytes(sections: Self.sections).read()
    #expect(file.sections.map(\.index) == [0, 1, 2, 3, 4])
    #expect(
      file.sections.map(\.kind.name)
        == ["TFLiteModel", "SP_Tokenizer", "TFLiteModel", "UNKNOWN(200)", "TFLiteModel"])
    #expect(
      file.sections.map(\.range)
        == [16384..<20000, 32768..<32868, 49152..<90000, 90000..<90010, 90010..<90020])
    #expect(file.models.map(\.modelType) == ["tf_lite_embedder", "tf_lite_prefill_decode", nil])
    #expect(
      file.models.map(\.fileName) == [
        "Section0_TFLiteModel_tf_lite_embedder.tflite",
        "Section2_TFLiteModel_tf_lite_prefill_decode.tflite", "Section4_TFLiteModel.tflite",
      ])
  }

  @Test func sectionsMayLieFarBeyond4GiB() throws {
    let section = ContainerBytes.section(50_000_000_000, 50_000_078_968)
    var container = try ContainerBytes(sections: [section])
    container.fileSize = 60_000_000_000
    #expect(try container.read().sections.map(\.range) == [50_000_000_000..<50_000_078_968])
  }

  @Test func aContainerMayBeEmpty() throws {
    #expect(try ContainerBytes(sections: []).read().sections.isEmpty)
  }

  struct Lie: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let sections: [String]
    let change: @Sendable (inout ContainerBytes) -> Void
    let what: String

    init(
      _ why: String, _ what: String, sections: [String] = LiteRTLMFileTests.sections,
      _ change: @escaping @Sendable (inout ContainerBytes) -> Void = { _ in }
    ) {
      (testDescription, self.sections, self.what, self.change) = (why, sections, what, change)
    }
  }

  static let lies = [
    Lie(
      "two sections with the same bytes",
      "sections 0 and 2 use the same bytes; sections must not overlap",
      sections: [
        ContainerBytes.section(16384, 20000), ContainerBytes.section(40000, 50000),
        ContainerBytes.section(19999, 30000),
      ]),
    Lie(
      "a section beyond the file",
      "section 0 is at bytes 16384 to 100001; sections must lie between the header",
      sections: [ContainerBytes.section(16384, 100_001)]),
    Lie(
      "a section that ends before it begins",
      "section 0 is at bytes 20000 to 16384; sections must lie between the header",
      sections: [ContainerBytes.section(20000, 16384)]),
    Lie(
      "a section over the header",
      "section 0 is at bytes 16 to 20000; sections must lie between the header",
      sections: [ContainerBytes.section(16, 20000)]),
    Lie(
      "a section past what a file can have",
      "section 0 is at bytes 1 to 18446744073709551615; sections must lie between the header",
      sections: ["begin_offset: 1, end_offset: 18446744073709551615, data_type: 3"]),
    Lie("another version", "the format has version 2; version 1 can be read") { $0.major = 2 },
    Lie(
      "a header past the file",
      "the header ends at byte 100001; it must end at byte 32 to 100000"
    ) { $0.headerEnd = 100_001 },
    Lie(
      "a header that ends before it begins",
      "the header ends at byte 31; it must end at byte 32 to 100000"
    ) { $0.headerEnd = 31 },
    Lie(
      "a header without tables",
      "the header names bytes 32 to 36; it must stay within bytes 32 to 32"
    ) { $0.headerEnd = 32 },
    Lie("a header that is cut", "the header names bytes ") { $0.headerEnd = 100 },
    Lie(
      "more sections than any container has",
      "a list in the header has 1025 entries; at most 1024 are allowed",
      sections: Array(repeating: ContainerBytes.section(0, 0), count: 1025)),
  ]

  @Test(arguments: lies)
  func rejects(_ lie: Lie) throws {
    var container = try ContainerBytes(sections: lie.sections)
    lie.change(&container)
    let failure = #expect(throws: Diagnostic.self) { try container.read() }
    #expect(failure?.code == .containerMalformed)
    #expect(failure?.what.hasPrefix(lie.what) == true, "\(failure?.what ?? "")")
  }

  /// Cut anywhere, or with any byte changed, a header gives sections inside the file or an error.
  @Test func aDamagedHeaderNeverLeavesTheFile() throws {
    let container = try ContainerBytes(sections: Self.sections)
    let header = container.header
    var readCount = 0
    for place in header.indices {
      _ = try? LiteRTLMFile(header: Array(header[..<place]), fileSize: place)
      for byte: UInt8 in [0, 1, 0x7f, 0x80, 0xff] {
        var changed = header
        changed[place] = byte
        guard let file = try? LiteRTLMFile(header: changed, fileSize: container.fileSize) else {
          continue
        }
        readCount += 1
        #expect(file.sections.allSatisfy { $0.range.upperBound <= container.fileSize })
      }
    }
    #expect(readCount > 0)
  }

  @Test func namesBeyondTheLimitAreNone() throws {
    let long = String(repeating: "x", count: 257)
    let file = try ContainerBytes(sections: [ContainerBytes.section(50000, 60000, type: long)])
      .read()
    #expect(file.models.map(\.modelType) == [nil])
  }
}
