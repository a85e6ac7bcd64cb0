import CFlatBuffers
import TestSupport
import Testing

/// The walk at the door: what it says of a file, where, and why.
///
/// The numbers were worked out by hand from the bytes below.
@Suite struct VerifyTests {
  /// A model with a description, `hi`, and nothing else.
  static let model: [UInt8] = [
    0x14, 0, 0, 0,  //           0: the root table is at 20
    0x54, 0x46, 0x4c, 0x33,  //  4: TFL3
    12, 0, 8, 0,  //             8: the vtable: its size, and the size of the table
    0, 0, 0, 0, 0, 0, 4, 0,  // 12: fields 0, 1, 2 left out; field 3 at 4 from the table
    12, 0, 0, 0,  //            20: the table: its vtable is 12 before it
    4, 0, 0, 0,  //             24: field 3: a string at 28
    2, 0, 0, 0,  //             28: its length
    0x68, 0x69, 0, 0,  //       32: hi, the closing 0, and one byte of padding
  ]

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var bytes = VerifyTests.model
    let verdict: cfb_verdict
    let offset: UInt64
    let path: String

    init(
      _ why: String, put new: [UInt8] = [], into place: Int = 0, cutTo count: Int = 36,
      gives verdict: cfb_verdict, at offset: UInt64 = 0, path: String = ""
    ) {
      testDescription = why
      bytes.replaceSubrange(place..<place + new.count, with: new)
      bytes.removeLast(bytes.count - count)
      (self.verdict, self.offset, self.path) = (verdict, offset, path)
    }
  }

  @Test(arguments: [
    Case("the model as it is", gives: CFB_SOUND),
    Case("padding may be missing at the end", cutTo: 35, gives: CFB_SOUND),
    Case("no room for the root offset", cutTo: 3, gives: CFB_PAST_END),
    Case("nothing at all", cutTo: 0, gives: CFB_PAST_END),
    Case("root offset 0", put: [0], gives: CFB_BAD_OFFSET),
    Case("an offset is at most 2 GiB - 1", put: [0, 0, 0, 0x80], gives: CFB_BAD_OFFSET),
    Case("a table starts at a multiple of 4", put: [21], gives: CFB_MISALIGNED, at: 21),
    Case("the root table lies past the end", put: [36], gives: CFB_PAST_END, at: 36),
    Case(
      "the vtable lies before the file", put: [24], into: 20, gives: CFB_BAD_VTABLE_OFFSET, at: 20),
    Case(
      "the vtable lies past the end", put: [0, 0xff, 0xff, 0xff], into: 20, gives: CFB_PAST_END,
      at: 276),
    Case("a vtable starts at an even byte", put: [11], into: 20, gives: CFB_MISALIGNED, at: 9),
    Case("a vtable holds its own two sizes", put: [2], into: 8, gives: CFB_BAD_VTABLE_SIZE, at: 8),
    Case("a vtable has whole slots", put: [11], into: 8, gives: CFB_BAD_VTABLE_SIZE, at: 8),
    Case("a vtable with no slot is a table with no fields", put: [4], into: 8, gives: CFB_SOUND),
    Case("a vtable past the end", put: [30], into: 8, gives: CFB_PAST_END, at: 8),
    Case("a table holds its own offset", put: [3], into: 10, gives: CFB_BAD_TABLE_SIZE, at: 10),
    Case("a table past the end", put: [17], into: 10, gives: CFB_PAST_END, at: 20),
    Case(
      "a field in the table's own offset", put: [3], into: 18, gives: CFB_BAD_FIELD_OFFSET, at: 18),
    Case("a field behind its table", put: [8], into: 18, gives: CFB_BAD_FIELD_OFFSET, at: 18),
    Case(
      "a field that only begins in its table", put: [6], into: 18, gives: CFB_BAD_FIELD_END, at: 26,
      path: "description"),
    Case(
      "a string at offset 0", put: [0], into: 24, gives: CFB_BAD_OFFSET, at: 24, path: "description"
    ),
    Case(
      "a length is aligned", put: [5], into: 24, gives: CFB_MISALIGNED, at: 29, path: "description"),
    Case(
      "a string past the end", put: [12], into: 24, gives: CFB_PAST_END, at: 36, path: "description"
    ),
    Case(
      "the longest length there is", put: [0xff, 0xff, 0xff, 0xff], into: 28, gives: CFB_PAST_END,
      at: 32,
      path: "description"),
    Case(
      "a string without its 0", put: [1], into: 34, gives: CFB_UNTERMINATED, at: 34,
      path: "description"),
    Case("a string cut before its 0", cutTo: 34, gives: CFB_PAST_END, at: 32, path: "description"),
  ])
  func faultAndItsPlace(_ c: Case) {
    let walk = verify(c.bytes)
    #expect(walk.verdict == c.verdict)
    #expect(walk.offset == c.offset)
    #expect(path(walk) == c.path)
  }

  @Test func findsTheFurthestByte() {
    #expect(verify(Self.model).furthest == 35)
    #expect(verify(Self.model + [UInt8](repeating: 7, count: 100)).furthest == 35)
  }

  @Test func namesTheWayToAFault() throws {
    let tensors = (0..<6).map { "{shape: [1, 2, \(70000 + $0)]}" }.joined(separator: ",")
    var bytes = try Flatc.model("{subgraphs: [{}, {tensors: [\(tensors)]}]}")
    // The shape of tensor 5, its length first, is there once: 3, 1, 2, 70005.
    let shape: [UInt8] = [3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0x75, 0x11, 1, 0]
    let at = try #require(bytes.indices.first { bytes[$0...].starts(with: shape) })
    bytes[at + 3] = 0x7f

    let walk = verify(bytes)
    #expect(walk.verdict == CFB_PAST_END)
    #expect(walk.offset == UInt64(at) + 4)
    #expect(path(walk) == "subgraphs[1].tensors[5].shape")
  }

  /// Any bytes at all: the answer is one of the verdicts, with a place inside what was named.
  @Test func endsOnAnyBytes() {
    let seed: UInt64 = 0x5eed_0001
    var random = SeededGenerator(seed: seed)
    for round in 0..<20_000 {
      var bytes = Self.model
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      let walk = verify(bytes)
      #expect(walk.verdict.rawValue <= CFB_UNFOLDS.rawValue, "seed \(seed), round \(round)")
      #expect(walk.furthest <= 36, "seed \(seed), round \(round)")
    }
  }

  private func verify(_ bytes: [UInt8]) -> cfb_walk {
    bytes.withUnsafeBufferPointer {
      cfb_verify(
        cfb_buffer(bytes: $0.baseAddress, count: UInt64($0.count), pages: nil), cfb_root_table())
    }
  }

  private func path(_ walk: cfb_walk) -> String {
    withUnsafeBytes(of: walk.path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
