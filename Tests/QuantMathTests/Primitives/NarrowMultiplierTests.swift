import QuantMath
import Testing

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
