import QuantMath
import TestSupport
import Testing

@Suite struct QuantizeMultiplierTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let real: Double
    let expected: Multiplier

    init(_ why: String, _ real: Double, gives mantissa: Int32, _ exponent: Int) {
      (testDescription, self.real) = (why, real)
      expected = Multiplier(mantissa: mantissa, exponent: exponent)
    }
  }

  @Test(arguments: [
    Case("zero", 0, gives: 0, 0),
    Case("one half is the smallest mantissa", 0.5, gives: 1 << 30, 0),
    Case("one", 1, gives: 1 << 30, 1),
    Case("a large power of two", 0x1p40, gives: 1 << 30, 41),
    Case("three quarters", 0.75, gives: 3 << 29, 0),
    Case("a tie goes away from zero", 0.5 + 0x1p-32, gives: (1 << 30) + 1, 0),
    Case("a negative tie goes away from zero", -0.5 - 0x1p-32, gives: -(1 << 30) - 1, 0),
    Case("just under a tie goes down", 0.5 + 0x1.fffffp-33, gives: 1 << 30, 0),
    Case("rounding up to 2³¹ moves to the next exponent", 1 - 0x1p-53, gives: 1 << 30, 1),
    Case("−2³¹ fits and stays", -(1 - 0x1p-53), gives: .min, 0),
    Case("minus one", -1, gives: -(1 << 30), 1),
    Case("2⁻³² is the smallest that is kept", 0x1p-32, gives: 1 << 30, -31),
    Case("just under it rounds up into the range", 0x1.fffffffffffffp-33, gives: 1 << 30, -31),
    Case("well under it becomes zero", 0x1.8p-33, gives: 0, 0),
    Case("a subnormal number becomes zero", 0x1p-1074, gives: 0, 0),
    Case("infinity becomes zero", .infinity, gives: 0, 0),
    Case("NaN becomes zero", .nan, gives: 0, 0),
  ])
  func edge(_ c: Case) {
    #expect(quantizeMultiplier(c.real) == c.expected)
  }

  /// The definition: 31 significant bits, and no other such number is nearer.
  @Test func isTheNearestOfItsForm() {
    var random = SeededGenerator(seed: 0x9)
    for _ in 0..<20_000 {
      let power = Int.random(in: -31...40, using: &random)
      let real =
        Double.random(in: 0.5..<1, using: &random)
        * Double(sign: .plus, exponent: power, significand: 1)
      let m = quantizeMultiplier(real)
      let unit = Double(sign: .plus, exponent: m.exponent - 31, significand: 1)
      #expect(m.mantissa >= 1 << 30)
      #expect((Double(m.mantissa) * unit - real).magnitude <= unit / 2, "\(real)")
    }
  }
}

@Suite struct MultiplyByQuantizedMultiplierTests {
  static let half: Int32 = 1 << 30

  @Test(
    arguments: [
      (100, half, 0, 50, "one half is exact on even numbers"),
      (3, half, 0, 2, "1.5: the product's tie goes up"),
      (-3, half, 0, -1, "−1.5: the product's tie goes up"),
      (3, half, -1, 1, "0.75 becomes 1"),
      (1, half, -1, 1, "0.25 becomes 1: rounded to 0.5 by the product, then away from zero"),
      (-1, half, -1, 0, "−0.25 becomes 0"),
      (-3, half, -1, -1, "−0.75 becomes −1: −1 by the product, −0.5 away from zero"),
      (7, half, 1, 7, "one, by a left shift"),
      (1 << 30, half, 2, 0, "a left shift wraps: 2³² is 0"),
      (.max, half, 1, -1, "a left shift wraps: 2³² − 2 is −2"),
      (.min, .min, 0, .max, "the product saturates"),
      (.max, .max, -31, 1, "the smallest multiplier"),
      (5, 0, 0, 0, "zero"),
      (5, half, 33, 5, "33 places count as one, as on x86-64"),
    ] as [(Int32, Int32, Int, Int32, String)])
  func edge(x: Int32, mantissa: Int32, exponent: Int, expected: Int32, why: String) {
    let multiplier = Multiplier(mantissa: mantissa, exponent: exponent)
    #expect(multiplyByQuantizedMultiplier(x, multiplier) == expected, "\(why)")
  }

  /// The definition: two roundings are less than one unit from the real product.
  @Test func isWithinOneOfTheRealProduct() {
    var random = SeededGenerator(seed: 0xab)
    for _ in 0..<20_000 {
      let x = Int32.random(in: -1_000_000...1_000_000, using: &random)
      let real = Double.random(in: 1e-6..<100, using: &random)
      let result = multiplyByQuantizedMultiplier(x, quantizeMultiplier(real))
      #expect((Double(result) - Double(x) * real).magnitude <= 1.1, "\(x) · \(real)")
    }
  }
}

@Suite struct NarrowMultiplierTests {
  @Test(
    arguments: [
      (0, 0, "zero"),
      (1 << 30, 1 << 14, "one half"),
      ((1 << 30) + (1 << 15), (1 << 14) + 1, "a tie goes up"),
      ((1 << 30) + (1 << 15) - 1, 1 << 14, "just under a tie goes down"),
      (-(1 << 30) - (1 << 15), -(1 << 14), "a negative tie goes up"),
      (.max, .max, "the largest mantissa may not round to 2¹⁵"),
      (.max - (1 << 15), .max, "the first that would"),
      (.max - (1 << 15) - 1, .max, "the last that rounds by itself"),
      (.min, .min, "the lowest is exact"),
    ] as [(Int32, Int16, String)])
  func edge(mantissa: Int32, expected: Int16, why: String) {
    let narrow = NarrowMultiplier(Multiplier(mantissa: mantissa, exponent: -7))
    #expect(narrow.mantissa == expected, "\(why)")
    #expect(narrow.exponent == -7)
  }
}
