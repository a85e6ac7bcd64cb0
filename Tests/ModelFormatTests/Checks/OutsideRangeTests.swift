import TestSupport
import Testing

@testable import ModelFormat

/// Data outside the tables, which only two numbers hold to the file.
@Suite struct OutsideRangeTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The offset is from the start of the file, or from its end where it is negative.
    let offset: Int64
    let size: UInt64

    init(_ why: String, _ offset: Int64, _ size: UInt64) {
      (testDescription, self.offset, self.size) = (why, offset, size)
    }
  }

  static let bad = [
    Case("one byte too long", -15, 16),
    Case("starts at the end", 0, 1),
    Case("starts past the end", 100_000, 1),
    Case("past the end by its offset alone", 100_000, 0),
    Case("the longest size there is", 16, .max),
    Case("offset and size overflow 64 bits to something small", -16, .max - 3),
    Case("the largest offset there is", .max, 1),
  ]
  static let good = [
    Case("the last 16 bytes", -16, 16),
    Case("nothing, at the very end", 0, 0),
    Case("one byte among the tables: odd, and inside", 8, 1),
  ]

  @Test(arguments: bad) func aBufferLeavesTheFile(_ c: Case) throws {
    let error = try #require(throws: Diagnostic.self) { try open(c, Self.buffer) }
    #expect(error.code == .rangeOutOfFile)
    #expect(error.place.steps == ["buffer 1"])
  }

  @Test(arguments: bad) func optionsLeaveTheFile(_ c: Case) throws {
    let error = try #require(throws: Diagnostic.self) { try open(c, Self.options) }
    #expect(error.code == .rangeOutOfFile)
    #expect(error.place.steps == ["subgraph 0", "operator 0", "custom options"])
  }

  @Test(arguments: good) func aBufferIsInside(_ c: Case) throws {
    let (model, count) = try open(c, Self.buffer)
    let contents = try #require(model.buffers[1].contents)
    #expect(contents.offset == Int(c.offset) + (c.offset <= 0 ? count : 0))
    #expect(contents.count == Int(c.size))
    #expect(model.buffers[1].isOutsideTables)
  }

  @Test(arguments: good) func optionsAreInside(_ c: Case) throws {
    let (model, count) = try open(c, Self.options)
    let options = try #require(model.subgraphs[0].operators[0].customOptions)
    #expect(options.offset == Int(c.offset) + (c.offset <= 0 ? count : 0))
    #expect(options.count == Int(c.size))
  }

  static func buffer(_ offset: UInt64, _ size: UInt64) -> String {
    SmallModel.json(buffers: "buffers: [{}, {offset: \(offset), size: \(size)}],")
  }

  static func options(_ offset: UInt64, _ size: UInt64) -> String {
    SmallModel.json(
      operator: "large_custom_options_offset: \(offset), large_custom_options_size: \(size)")
  }

  /// Both numbers are fixed in width, so the file's size is that of the first try.
  private func open(
    _ c: Case, _ json: (UInt64, UInt64) -> String
  ) throws -> (model: Model, count: Int) {
    let count = try Flatc.model(json(1000, c.size)).count
    let offset = UInt64(c.offset <= 0 ? Int64(count) + c.offset : c.offset)
    let bytes = try Flatc.model(json(offset, c.size))
    try #require(bytes.count == count)
    return (Model(file: try ModelFile(bytes: bytes)), count)
  }
}
