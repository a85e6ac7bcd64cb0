import CFlatBuffers
import Foundation
import TestSupport
import Testing

/// A file that comes into memory page by page, and what it says when it was cut meanwhile.
@Suite struct PagesTests {
  static let page = 4096

  @Test func bringsInTheBytesThatAreAskedFor() throws {
    try withPages(count: 3 * Self.page + 100) { pages, _ in
      let bytes = UnsafeBufferPointer(start: cfb_pages_bytes(pages), count: 3 * Self.page + 100)
      cfb_pages_load(pages, UInt64(Self.page) + 5, UInt64(Self.page))
      #expect(bytes[Self.page..<3 * Self.page].allSatisfy { $0 == 0xab })
      cfb_pages_load(pages, 0, UInt64(bytes.count))
      #expect(bytes.allSatisfy { $0 == 0xab })
      #expect(!cfb_pages_were_cut(pages))
    }
  }

  static let outside: [(offset: UInt64, size: UInt64)] = [
    (8293, 0), (8292, 1), (0, 8293), (.max, 1), (1, .max),
  ]

  @Test(arguments: outside)
  func leavesARangeOutsideTheFileAlone(offset: UInt64, size: UInt64) throws {
    try withPages(count: 2 * Self.page + 100) { pages, _ in
      cfb_pages_load(pages, offset, size)
      #expect(!cfb_pages_were_cut(pages))
    }
  }

  @Test func givesZerosWhereTheFileIsGoneAndSaysSo() throws {
    try withPages(count: 4 * Self.page) { pages, path in
      let bytes = UnsafeBufferPointer(start: cfb_pages_bytes(pages), count: 4 * Self.page)
      cfb_pages_load(pages, UInt64(3 * Self.page), 1)
      try #require(truncate(path, off_t(Self.page + 10)) == 0)
      #expect(!cfb_pages_were_cut(pages), "nothing was asked for yet")

      cfb_pages_load(pages, 0, UInt64(4 * Self.page))
      #expect(bytes[Self.page + 9] == 0xab)
      #expect(bytes[Self.page + 10] == 0)
      #expect(bytes[2 * Self.page] == 0)
      #expect(bytes[3 * Self.page] == 0xab, "it was in memory before the cut")
      #expect(cfb_pages_were_cut(pages))
    }
  }

  /// What the memory held before is not what the file holds.
  @Test(arguments: [16 * page, (8 << 20) + page])
  func isZeroInUsedMemoryToo(count: Int) throws {
    for _ in 0..<4 {
      let used = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
      used.initializeMemory(as: UInt8.self, repeating: 0xff)
      used.deallocate()
      try withPages(count: count) { pages, path in
        try #require(truncate(path, off_t(Self.page + 10)) == 0)
        cfb_pages_load(pages, 0, UInt64(count))
        let bytes = UnsafeBufferPointer(start: cfb_pages_bytes(pages), count: count)
        #expect(bytes[Self.page + 9] == 0xab)
        #expect(bytes[(Self.page + 10)...].allSatisfy { $0 == 0 })
        #expect(cfb_pages_were_cut(pages))
      }
    }
  }

  @Test func streamsWithoutKeeping() throws {
    try withPages(count: 2 * Self.page) { pages, path in
      var target = [UInt8](repeating: 1, count: 100)
      cfb_pages_read(pages, UInt64(2 * Self.page - 100), &target, 100)
      #expect(target.allSatisfy { $0 == 0xab })
      #expect(!cfb_pages_were_cut(pages))

      try #require(truncate(path, off_t(2 * Self.page - 40)) == 0)
      cfb_pages_read(pages, UInt64(2 * Self.page - 100), &target, 100)
      #expect(target[59] == 0xab && target[60] == 0 && target[99] == 0)
      #expect(cfb_pages_were_cut(pages))
    }
  }

  @Test func severalThreadsSeeTheSameBytes() throws {
    try withPages(count: 512 * Self.page) { pages, _ in
      nonisolated(unsafe) let shared = pages
      nonisolated(unsafe) let bytes = try #require(cfb_pages_bytes(pages))
      let wrong = Counter()
      DispatchQueue.concurrentPerform(iterations: 8) { thread in
        for page in 0..<512 {
          let offset = ((page * 37 + thread) % 512) * Self.page
          cfb_pages_load(shared, UInt64(offset), UInt64(Self.page))
          let all = UnsafeBufferPointer(start: bytes + offset, count: Self.page)
          if !all.allSatisfy({ $0 == 0xab }) { wrong.add() }
        }
      }
      #expect(wrong.value == 0)
    }
  }

  @Test func aFileWithoutBytesHasNoPages() {
    #expect(cfb_pages_open(0, 0) == nil)
    #expect(cfb_pages_open(0, .max) == nil)
  }

  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    func add() { lock.withLock { count += 1 } }
    var value: Int { lock.withLock { count } }
  }

  /// The pages of a file full of 0xab, and the file's path.
  private func withPages(count: Int, _ body: (OpaquePointer, String) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "paged")
      try Data(repeating: 0xab, count: count).write(to: file)
      let descriptor = open(file.path, O_RDONLY)
      let pages = try #require(cfb_pages_open(descriptor, UInt64(count)))
      defer { cfb_pages_close(pages) }
      try body(pages, file.path)
    }
  }
}
