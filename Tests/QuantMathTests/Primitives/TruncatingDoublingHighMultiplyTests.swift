import QuantMath
import TestSupport
import Testing

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
