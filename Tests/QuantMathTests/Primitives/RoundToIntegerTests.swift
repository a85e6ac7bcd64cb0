import QuantMath
import TestSupport
import Testing

@Suite struct RoundToIntegerTests {
  @Test(
    arguments: [
      (0.5, 1, 0, "a tie beside zero"),
      (-0.5, -1, 0, "a negative tie beside zero"),
      (1.5, 2, 2, "a tie below an even number"),
      (2.5, 3, 2, "a tie above an even number"),
      (-2.5, -3, -2, "a negative tie"),
      (-1.5, -2, -2, "a negative tie above an even number"),
      (0.49999999999999994, 0, 0, "the last number before a tie: adding a half would reach 1"),
      (2.51, 3, 3, "past a tie"),
      (0x1p52 + 1, 1 << 52 + 1, 1 << 52 + 1, "large integers are exact"),
      (0x1p70, 1 << 62, 1 << 62, "saturates"),
      (-.infinity, -(1 << 62), -(1 << 62), "saturates downwards"),
      (.nan, 0, 0, "NaN is 0"),
    ] as [(Double, Int64, Int64, String)])
  func edge(x: Double, away: Int64, even: Int64, why: String) {
    #expect(roundHalfAway(x) == away, "\(why)")
    #expect(roundHalfToEven(x) == even, "\(why)")
  }

  /// The standard library's own rounding is the second opinion.
  @Test func agreesWithTheStandardLibrary() {
    var random = SeededGenerator(seed: 0x2f)
    for _ in 0..<20_000 {
      // Quarters, so that ties are frequent.
      let x = Double(Int.random(in: -4000...4000, using: &random)) / 4
      #expect(Double(roundHalfAway(x)) == x.rounded(.toNearestOrAwayFromZero))
      #expect(Double(roundHalfToEven(x)) == x.rounded(.toNearestOrEven))
    }
  }
}
