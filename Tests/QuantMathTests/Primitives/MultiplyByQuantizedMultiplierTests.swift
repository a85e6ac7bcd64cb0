import QuantMath
import TestSupport
import Testing

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
