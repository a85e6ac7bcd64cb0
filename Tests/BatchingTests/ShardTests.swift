import Testing

@testable import Batching

@Suite struct ShardTests {
  @Test(arguments: [1, 2, 3, 7, 64])
  func partsMakeUpTheWholeExactly(count: Int) throws {
    let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }
    for number in 0..<1000 {
      #expect(shards.count { $0.includes(id: "zoo/\(number).tflite") } == 1)
    }
  }

  /// Worked out with Python: `int(hashlib.sha256(id).hexdigest()[:16], 16) % 8 + 1`.
  @Test(arguments: [("m.tflite", 1), ("zoo/1.tflite", 8), ("", 5), ("é", 4)])
  func aPartIsTheSameEverywhere(id: String, number: Int) {
    let parts = (1...8).filter { Shard("\($0)/8")?.includes(id: id) == true }
    #expect(parts == [number])
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "-1/2", "1/0", "a/2", "1/2/3", "1 / 2"])
  func whatIsNoPartIsRefused(text: String) {
    #expect(Shard(text) == nil)
  }
}
