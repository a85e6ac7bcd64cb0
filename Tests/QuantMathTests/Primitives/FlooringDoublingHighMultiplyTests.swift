import QuantMath
import TestSupport
import Testing

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
