import TestSupport
import Testing

@testable import ModelFormat

/// Data of a model, in pieces and as numbers.
@Suite struct ByteRangeTests {
  static func range(_ bytes: ClosedRange<UInt8>) throws -> ByteRange {
    let list = bytes.map { "\($0)" }.joined(separator: ", ")
    let model = try SmallModel.open("{buffers: [{}, {data: [\(list)]}]}")
    return try #require(model.buffers[1].contents)
  }

  @Test(arguments: [1, 2, 3, 9, 10, 11, Int.max])
  func comesInPiecesInOrder(ofAtMost size: Int) throws {
    var seen: [UInt8] = []
    var sizes: [Int] = []
    try Self.range(1...10).forEachChunk(of: size) { piece in
      seen += Array(piece)
      sizes.append(piece.count)
    }
    #expect(seen == Array(1...10))
    #expect(sizes.dropLast().allSatisfy { $0 == size })
    #expect((1...size).contains(try #require(sizes.last)))
  }

  @Test func stopsAtTheFirstThrow() throws {
    struct Enough: Error {}
    var pieces = 0
    let range = try Self.range(1...10)
    #expect(throws: Enough.self) {
      try range.forEachChunk(of: 2) { _ in
        pieces += 1
        throw Enough()
      }
    }
    #expect(pieces == 1)
  }

  /// 2^30 / 2^20 pieces of nothing would be many: no data, no piece.
  @Test func givesNoPieceOfNothing() throws {
    let buffer = try SmallModel.open("{buffers: [{data: []}]}").buffers[0]
    try #require(buffer.contents).forEachChunk { _ in Issue.record("a piece of no data") }
  }

  @Test func readsNumbersFromTheLowestByteUp() throws {
    let range = try Self.range(0xfa...0xff)
    #expect(Array(range.scalars(of: Int8.self)) == [-6, -5, -4, -3, -2, -1])
    #expect(Array(range.scalars(of: UInt16.self)) == [0xfbfa, 0xfdfc, 0xfffe])
    #expect(Array(range.scalars(of: Int16.self)) == [-0x0406, -0x0204, -0x0002])
    #expect(Array(range.scalars(of: UInt32.self)) == [0xfdfc_fbfa], "two bytes are left over")
    #expect(Array(range.scalars(of: Double.self)) == [], "too short for one")
  }

  @Test func keepsEveryBitOfAFloat() throws {
    // A signalling NaN with a payload, 0x7f80_0001, and -0.
    let model = try SmallModel.open("{buffers: [{data: [1, 0, 128, 127, 0, 0, 0, 128]}]}")
    let floats = try #require(model.buffers[0].contents).scalars(of: Float.self)
    #expect(floats.map(\.bitPattern) == [0x7f80_0001, 0x8000_0000])
  }

  /// Parts that overlap come to more than what is read of a file: then nothing is said, right or wrong.
  @Test func ofTooManyOverlappingPartsTheZerosAreNotKnown() throws {
    let zeros = Array(repeating: "0", count: 60_000).joined(separator: ", ")
    let data = try #require(
      SmallModel.open("{buffers: [{data: [\(zeros)]}]}").buffers[0].contents)
    let answers = (0..<100).map { data.part($0..<data.count).isAllZero }
    #expect(answers.first == true && answers.last == Bool?.none)
    #expect(!answers.contains(false))
    #expect(data.part(0..<data.count).isAllZero == true, "asked before, and known")
  }
}
