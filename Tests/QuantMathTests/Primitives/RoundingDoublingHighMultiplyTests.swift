import QuantMath
import TestSupport
import Testing

@Suite struct RoundingDoublingHighMultiplyTests {
  struct Case<Code: FixedWidthInteger & Sendable>: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let a, b, expected: Code

    init(_ why: String, _ a: Code, _ b: Code, gives expected: Code) {
      (testDescription, self.a, self.b, self.expected) = (why, a, b, expected)
    }
  }

  @Test(arguments: [
    Case<Int32>("zero stays zero", 0, .min, gives: 0),
    Case("a half of an even number is exact", -6, 1 << 30, gives: -3),
    Case("1.5 is a tie and goes up", 3, 1 << 30, gives: 2),
    Case("−1.5 is a tie and goes up, not away from zero", -3, 1 << 30, gives: -1),
    Case("−0.5 goes up to zero", -1, 1 << 30, gives: 0),
    Case("just under one stays under one", .max, .max, gives: .max - 1),
    Case("−1 · −1 does not fit and saturates", .min, .min, gives: .max),
    Case("−1 · nearly one is exact", .min, .max, gives: -.max),
  ])
  func edge(_ c: Case<Int32>) {
    #expect(roundingDoublingHighMultiply(c.a, c.b) == c.expected)
  }

  @Test(arguments: [
    Case<Int16>("1.5 is a tie and goes up", 3, 1 << 14, gives: 2),
    Case("−1.5 is a tie and goes up, not away from zero", -3, 1 << 14, gives: -1),
    Case("−1 · −1 does not fit and saturates", .min, .min, gives: .max),
    Case("−1 · nearly one is exact", .min, .max, gives: -.max),
    Case("just under one stays under one", .max, .max, gives: .max - 1),
  ])
  func narrowEdge(_ c: Case<Int16>) {
    #expect(roundingDoublingHighMultiply(c.a, c.b) == c.expected)
  }

  /// The definition: no integer is nearer, and a tie went up.
  @Test func isTheNearestInteger() {
    var random = SeededGenerator(seed: 0x5eed)
    for _ in 0..<20_000 {
      let a = Int32.random(in: .min ... .max, using: &random)
      let b = Int32.random(in: .min ... .max, using: &random)
      let left = Int64(a) * Int64(b) - Int64(roundingDoublingHighMultiply(a, b)) << 31
      #expect((-(1 << 30)..<(1 << 30)).contains(left), "a = \(a), b = \(b)")
    }
  }

  @Test func narrowIsTheNearestInteger() {
    var random = SeededGenerator(seed: 0x5eed)
    for _ in 0..<20_000 {
      let a = Int16.random(in: .min ... .max, using: &random)
      let b = Int16.random(in: .min ... .max, using: &random)
      let left = Int32(a) * Int32(b) - Int32(roundingDoublingHighMultiply(a, b)) << 15
      #expect((-(1 << 14)..<(1 << 14)).contains(left), "a = \(a), b = \(b)")
    }
  }
}
