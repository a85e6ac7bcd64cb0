import QuantMath
import Testing

@Suite struct PositiveNormalTests {
  /// The ends are IEEE 754's: 2^-126 and (2 - 2^-23) * 2^127.
  @Test(
    arguments: [
      (1, true), (0x1p-126, true), (0x1.fffffep127, true),
      (Float.leastNormalMagnitude.nextDown, false), (0, false),
      (-0.0, false), (-1, false), (.infinity, false), (-.infinity, false), (.nan, false),
    ] as [(Float, Bool)])
  func isBetweenTheEnds(value: Float, expected: Bool) {
    #expect(value.isPositiveNormal == expected)
    // The library's own words for it.
    #expect((value.isNormal && value > 0) == expected)
  }
}
