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

@Suite struct FlooringDoublingHighMultiplyTests {
  @Test(
    arguments: [
      (3, 1 << 14, 1, "1.5 drops to 1"),
      (-3, 1 << 14, -2, "−1.5 drops to −2, downwards"),
      (-1, 1, -1, "a tiny negative product is −1"),
      (.max, .max, .max - 1, "just under one stays under one"),
      (.min, .min, .max, "−1 · −1 does not fit and saturates"),
    ] as [(Int16, Int16, Int16, String)])
  func narrowEdge(a: Int16, b: Int16, expected: Int16, why: String) {
    #expect(flooringDoublingHighMultiply(a, b) == expected, "\(why)")
  }

  @Test(
    arguments: [
      (3, 1 << 30, 1, "1.5 drops to 1"),
      (-3, 1 << 30, -2, "−1.5 drops to −2, downwards"),
      (.min, .max, -.max, "−1 · nearly one is exact"),
      (.min, .min, .max, "−1 · −1 does not fit and saturates"),
    ] as [(Int32, Int32, Int32, String)])
  func edge(a: Int32, b: Int32, expected: Int32, why: String) {
    #expect(flooringDoublingHighMultiply(a, b) == expected, "\(why)")
  }

  /// The definition: what is left is not negative and less than one unit.
  @Test func dropsLessThanOneUnitDownwards() {
    var random = SeededGenerator(seed: 0xf1)
    for _ in 0..<20_000 {
      let a = Int32.random(in: .min ... .max, using: &random)
      let b = Int32.random(in: .min ... .max, using: &random)
      let left = Int64(a) * Int64(b) - Int64(flooringDoublingHighMultiply(a, b)) << 31
      #expect((0..<(1 << 31)).contains(left), "a = \(a), b = \(b)")
    }
  }
}

@Suite struct TruncatingDoublingHighMultiplyTests {
  @Test(
    arguments: [
      (3, 1 << 14, 1, "1.5 drops to 1"),
      (-3, 1 << 14, -1, "−1.5 drops to −1, towards zero"),
      (-1, 1, 0, "a tiny negative product is 0, not −1"),
      (.max, .max, .max - 1, "just under one stays under one"),
      (.min, .max, -.max, "−1 · nearly one is exact"),
      (.min, .min, .max, "−1 · −1 does not fit and saturates"),
    ] as [(Int16, Int16, Int16, String)])
  func edge(a: Int16, b: Int16, expected: Int16, why: String) {
    #expect(truncatingDoublingHighMultiply(a, b) == expected, "\(why)")
  }

  /// The definition: what is left has the product's sign and is less than one unit.
  @Test func dropsLessThanOneUnitTowardsZero() {
    var random = SeededGenerator(seed: 0x7c)
    for _ in 0..<20_000 {
      let a = Int16.random(in: .min ... .max, using: &random)
      let b = Int16.random(in: .min ... .max, using: &random)
      let product = Int32(a) * Int32(b)
      let left = product - Int32(truncatingDoublingHighMultiply(a, b)) << 15
      #expect(left.magnitude < 1 << 15 && left.signum() * product.signum() >= 0, "\(a), \(b)")
    }
  }
}
