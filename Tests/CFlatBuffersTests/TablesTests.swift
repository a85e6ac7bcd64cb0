import CFlatBuffers
import TestSupport
import Testing

/// Reading fields in place: what is stored, and the fallback wherever it cannot be read.
@Suite struct TablesTests {
  /// A table at 20 whose vtable, at 8, has room for fields 0 to 3; field 3 stands at 24.
  static let model = VerifyTests.model

  @Test func readsAStoredField() {
    withTable(Self.model) { table in
      #expect(cfb_has(table, 3))
      #expect(cfb_scalar32(table, 3, 99) == 4)
      #expect(cfb_scalar8(table, 3, 99) == 4)
      let text = cfb_elements(table, 3, 1)
      #expect(text.found && text.at == 32 && text.count == 2)
    }
  }

  @Test(arguments: [0, 2, 4, 500, UInt16.max])
  func answersTheFallbackForAFieldThatIsNotStored(_ id: UInt16) {
    withTable(Self.model) { table in
      #expect(!cfb_has(table, id))
      #expect(cfb_scalar8(table, id, 0xf8) == 0xf8)
      #expect(cfb_scalar16(table, id, 0x8016) == 0x8016)
      #expect(cfb_scalar32(table, id, .max) == .max)
      #expect(cfb_scalar64(table, id, 1 << 63) == 1 << 63)
      #expect(!cfb_elements(table, id, 1).found)
      var child = cfb_table()
      #expect(!cfb_child(table, id, &child))
    }
  }

  @Test func countsTheSlotsOfTheVtable() {
    withTable(Self.model) { #expect(cfb_slot_count($0) == 4) }
    var longer = Self.model
    longer[8] = 14
    withTable(longer) { #expect(cfb_slot_count($0) == 5) }
  }

  @Test func aScalarThatLeavesTheFileIsTheFallback() {
    // Cut inside the stored number: the vtable still says that it is there.
    withTable(Array(Self.model.prefix(26))) { table in
      #expect(cfb_scalar16(table, 3, 9) == 4)
      #expect(cfb_scalar32(table, 3, 9) == 9)
      #expect(cfb_scalar64(table, 3, 9) == 9)
    }
  }

  @Test func aVectorThatLeavesTheFileIsNotFound() {
    withTable(Self.model) { table in
      #expect(cfb_elements(table, 3, 2).found)
      // Two elements of 4 bytes from byte 32 would end at 40.
      #expect(!cfb_elements(table, 3, 4).found)
    }
  }

  @Test func aBufferTooShortForARootHasNoFields() {
    for count in 0..<20 {
      withTable(Array(Self.model.prefix(count))) { table in
        #expect(!cfb_has(table, 3), "\(count) bytes")
        #expect(cfb_slot_count(table) == 0, "\(count) bytes")
      }
    }
  }

  /// A file that changes after it was verified: every read, of any table, in any bytes.
  @Test func staysInsideAnyBytes() {
    let seed: UInt64 = 0x5eed_0002
    var random = SeededGenerator(seed: seed)
    for round in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...64, using: &random)).map { _ in
        // Small numbers lead somewhere; large ones lead out.
        Bool.random(using: &random) ? UInt8.random(in: 0...40, using: &random) : 0xff
      }
      withTable(bytes) { root in
        let count = UInt64(bytes.count)
        let starts = [root.at, 0, 4, 61, count, count + 1, UInt64(UInt32.max)]
        for at in starts {
          let table = cfb_table(bytes: root.bytes, count: root.count, at: at)
          for id in UInt16(0)..<6 { readAll(table, id, "seed \(seed), round \(round)") }
        }
      }
    }
  }

  private func readAll(_ table: cfb_table, _ id: UInt16, _ comment: Comment) {
    _ = (cfb_has(table, id), cfb_slot_count(table))
    _ = (cfb_scalar8(table, id, 0), cfb_scalar16(table, id, 0))
    _ = (cfb_scalar32(table, id, 0), cfb_scalar64(table, id, 0))
    var child = cfb_table()
    if cfb_child(table, id, &child) { #expect(child.at < child.count, comment) }
    let vector = cfb_elements(table, id, 4)
    guard vector.found, vector.count > 0 else { return }
    #expect(vector.at + 4 * UInt64(vector.count) <= table.count, comment)
    for index in [0, vector.count - 1] {
      #expect(cfb_table_element(table, vector, index).at <= table.count, comment)
      let text = cfb_string_element(table, vector, index)
      #expect(text.at + UInt64(text.count) <= table.count, comment)
    }
  }

  private func withTable(_ bytes: [UInt8], _ body: (cfb_table) -> Void) {
    // An allocation of exactly these bytes, so that a sanitizer sees the first one past them.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    let start = memory.baseAddress?.assumingMemoryBound(to: UInt8.self)
    body(cfb_root(start, UInt64(bytes.count)))
  }
}
