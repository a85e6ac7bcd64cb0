import Testing

@testable import Calibrating

@Suite struct ExactNumberTests {
  // Python: Fraction(*x.as_integer_ratio()), written as an odd number times a power of two.
  @Test(arguments: [
    ("0x0p0", 0.0), ("0x1p0", 1), ("-0x1fp-12", -0.007568359375), ("0xccccccccccccdp-55", 0.1),
    ("0x3p1000", 0x3p1000), ("0x1p-1074", 0x1p-1074), ("-0xffffffffffffffffffp-72", -1.0),
  ])
  func textAndDouble(text: String, double: Double) throws {
    let number = try #require(ExactNumber(text))
    #expect(number.double == double)
    #expect(number.text == text)
  }

  @Test(arguments: [
    "", "0x", "1", "0x1", "0x1p", "0xp1", "0x+1p0", "--0x1p0", "0x1p0 ", "0x1gp0", "0x1p99999",
    "0x" + String(repeating: "1", count: 1025) + "p0",
  ])
  func otherTextIsRejected(text: String) { #expect(ExactNumber(text) == nil) }

  @Test func oneNumberHasOneText() throws {
    #expect(try #require(ExactNumber("0x10p0")).text == "0x1p4")
    #expect(try #require(ExactNumber("0x00000000000000000008p-3")).text == "0x1p0")
    #expect(try #require(ExactNumber("-0x0p7")).text == "0x0p0")
    #expect(ExactNumber(Int.min).text == "-0x1p63")
    #expect(ExactNumber(-6) == ExactNumber("-0x3p1"))
  }

  /// Expected values from Python's integers and fractions.
  @Test(arguments: [
    ("0x1p-1074", "0x1p100", "+", "0x4" + String(repeating: "0", count: 292) + "1p-1074"),
    ("0xffffffffffffffffp0", "0x1p0", "+", "0x1p64"), ("0x1p0", "-0x1p0", "+", "0x0p0"),
    ("0x1p64", "-0x1p0", "+", "0xffffffffffffffffp0"),
    ("0x1p0", "-0x1p64", "+", "-0xffffffffffffffffp0"),
    ("0x5p0", "0x7p0", "-", "-0x1p1"), ("-0x5p0", "-0x5p0", "-", "0x0p0"),
    ("0x123456789abcdefp0", "-0xfedcba987654321p-7", "*", "-0x121fa00ad77d7422236d88fe5618cfp-7"),
    ("0x0p0", "-0x1p0", "*", "0x0p0"),
  ])
  func arithmetic(a: String, b: String, operation: String, result: String) throws {
    let (left, right) = (try #require(ExactNumber(a)), try #require(ExactNumber(b)))
    let found =
      switch operation {
      case "+": left + right
      case "-": left - right
      default: left * right
      }
    #expect(found == ExactNumber(result))
  }
}
