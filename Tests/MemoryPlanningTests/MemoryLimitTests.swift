import MemoryPlanning
import ModelFormat
import TestSupport
import Testing

@Suite struct MemoryLimitTests {
  private static func micro() throws -> MicroArena {
    let json = """
      {version: 3, operator_codes: [{builtin_code: ABS}], buffers: [{}],
       subgraphs: [{inputs: [0], outputs: [1],
         tensors: [{name: "a", shape: [1, 1000]}, {name: "b", shape: [1, 1000]}],
         operators: [{inputs: [0], outputs: [1]}]}]}
      """
    return MemoryUse(Model(file: try ModelFile(bytes: Flatc.model(json)))).micro
  }

  private func limit(ram: Int?, flash: Int? = nil) -> MemoryLimit {
    MemoryLimit(target: "t", ramByteCount: ram, flashByteCount: flash)
  }

  /// Input and output have 4,000 bytes each, and are live together.
  @Test func twoTensorsNeedTheirBytesAndMore() throws {
    let micro = try Self.micro()
    #expect(limit(ram: 8_000).holdsArena(of: micro) == false)
    #expect(limit(ram: 100_000).holdsArena(of: micro) == true)
    #expect(limit(ram: micro.minimumByteCount).holdsArena(of: micro) == true)
    #expect(limit(ram: micro.minimumByteCount - 1).holdsArena(of: micro) == false)
    #expect(limit(ram: nil).holdsArena(of: micro) == nil)
  }

  @Test func aFileFitsOrNot() {
    #expect(limit(ram: nil, flash: 100).holdsFile(ofByteCount: 100) == true)
    #expect(limit(ram: nil, flash: 100).holdsFile(ofByteCount: 101) == false)
    #expect(limit(ram: 1).holdsFile(ofByteCount: 101) == nil)
  }

  @Test(
    arguments: [
      ("0", 0), ("262144", 262_144), ("256k", 256_000), ("256KB", 256_000), ("256Ki", 262_144),
      ("1M", 1_000_000), ("1MiB", 1_048_576), ("", nil), ("k", nil), ("-1", nil), ("1.5M", nil),
      ("1 M", nil), ("9223372036854775807", .max), ("9223372036854775808", nil),
      ("9223372036854775807k", nil), ("1G", nil),
    ] as [(String, Int?)])
  func readsBytes(text: String, byteCount: Int?) {
    #expect(ByteAmount(text)?.byteCount == byteCount)
  }
}
