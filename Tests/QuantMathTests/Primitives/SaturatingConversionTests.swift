import QuantMath
import Testing

@Suite struct SaturatingConversionTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let x: Double
    let int8: Int8
    let int64: Int64

    init(_ why: String, _ x: Double, int8: Int8, int64: Int64) {
      (testDescription, self.x, self.int8, self.int64) = (why, x, int8, int64)
    }
  }

  @Test(arguments: [
    Case("cut off towards zero", 1.9, int8: 1, int64: 1),
    Case("negative, cut off towards zero", -1.9, int8: -1, int64: -1),
    Case("the last number that int8 holds", 127.99, int8: 127, int64: 127),
    Case("the first that it does not", 128, int8: 127, int64: 128),
    Case("the least number that int8 holds", -128.99, int8: -128, int64: -128),
    Case("one below", -129, int8: -128, int64: -129),
    Case(
      "the greatest double below 2^63", 0x1.fffffffffffffp62, int8: 127,
      int64: 0x7fff_ffff_ffff_fc00),
    Case("2^63", 0x1p63, int8: 127, int64: .max),
    Case("-2^63 fits", -0x1p63, int8: -128, int64: .min),
    Case("infinity", .infinity, int8: 127, int64: .max),
    Case("negative infinity", -.infinity, int8: -128, int64: .min),
    Case("NaN", .nan, int8: 0, int64: 0),
    Case("the least subnormal", 0x1p-1074, int8: 0, int64: 0),
  ])
  func edge(_ c: Case) {
    #expect(Int8(saturating: c.x) == c.int8)
    #expect(Int64(saturating: c.x) == c.int64)
  }

  @Test func unsignedIntegersEndAtZero() {
    #expect(UInt8(saturating: -0.5) == 0)
    #expect(UInt8(saturating: -1) == 0)
    #expect(UInt8(saturating: 255.5) == 255)
    #expect(UInt8(saturating: 256) == 255)
    #expect(UInt64(saturating: 0x1p63) == 1 << 63)
    #expect(UInt64(saturating: 0x1.fffffffffffffp63) == 0xffff_ffff_ffff_f800)
    #expect(UInt64(saturating: 0x1p64) == .max)
    #expect(UInt64(saturating: -0x1p63) == 0)
  }
}
