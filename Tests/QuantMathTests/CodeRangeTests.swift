import QuantMath
import Testing

@Suite struct CodeRangeTests {
  @Test(arguments: [
    (CodeRange.int8, "int8", 256), (.uint8, "uint8", 256), (.int16, "int16", 65536),
    (.int32, "int32", 1 << 32),
  ])
  func nameAndCount(codes: CodeRange, name: String, count: Int) {
    #expect("\(codes)" == name)
    #expect(codes.count == count)
  }

  /// The standard library's truncation is the second opinion.
  @Test func wrapsAsAnIntegerConversionDoes() {
    for value: Int32 in [.min, -32769, -256, -129, -128, -1, 0, 127, 128, 255, 256, .max] {
      #expect(CodeRange.int8.wrap(value) == Int32(Int8(truncatingIfNeeded: value)))
      #expect(CodeRange.uint8.wrap(value) == Int32(UInt8(truncatingIfNeeded: value)))
      #expect(CodeRange.int16.wrap(value) == Int32(Int16(truncatingIfNeeded: value)))
      #expect(CodeRange.int32.wrap(value) == value)
    }
  }

  @Test func clampsToBothEnds() {
    #expect([-129, -128, 127, 128].map(CodeRange.int8.clamp) == [-128, -128, 127, 127])
    #expect(CodeRange.uint8.contains(255) && !CodeRange.uint8.contains(-1))
  }
}
