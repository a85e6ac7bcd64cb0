import Calibrating
import QuantMath
import Testing

@Suite struct ExpectedNoiseTests {
  /// The values −4, 0 and 10, once, twice and once.
  private let noise = ExpectedNoise(
    Histogram(width: 2, first: -2, counts: [1, 0, 2, 0, 0, 0, 0, 1], isExact: true))

  @Test func clampsAndRounds() {
    // 16 and 100, a quarter each.
    #expect(noise.signal == 29)
    // (-4 to -3)² and (10 to 8)², a quarter each.
    #expect(noise.meanSquare(-3...8, step: 0) == 1.25)
    #expect(abs(noise.meanSquare(-3...8, step: 0.6) - 1.28) < 1e-12)
    #expect(noise.meanSquare(-4...10, step: 0) == 0)
    // Everything becomes 20: 24², 20² twice, 10².
    #expect(noise.meanSquare(20...30, step: 0) == 369)
  }

  @Test func isARatioInDecibels() {
    // From -12.8 to 12.7 in steps of 0.1: 29 against 0.01 / 12.
    let wide = noise.ratio(of: Grid(scale: 0.1, zeroPoint: 0, codes: .int8))
    #expect(abs(wide - 45.41579) < 1e-4)
    // To 6.35: 10 becomes 6.35, a quarter of 3.65² beside 0.0025 / 12.
    let narrow = noise.ratio(of: Grid(scale: 0.05, zeroPoint: 0, codes: .int8))
    #expect(abs(narrow - 9.39845) < 1e-4)
  }
}
