import QuantMath
import Testing

@Suite struct HardSwishFunctionTests {
  @Test(
    arguments: [
      (-100, 0, "far below it is 0"), (-3, 0, "the lower knee"), (0, 0, "zero"),
      (-1.5, -0.375, "the lowest point"), (1, 4.0 / 6, "between the knees"),
      (3, 3, "the upper knee"), (7, 7, "above it is x"),
    ] as [(Double, Double, String)])
  func value(x: Double, expected: Double, why: String) {
    #expect(hardSwish(x) == expected, "\(why)")
  }

  @Test func roundsTiesAwayFromTheZeroPointAndClamps() {
    let input = Grid(scale: 1, zeroPoint: 0, codes: .int8)
    let coarse = Grid(scale: 2, zeroPoint: 10, codes: .int8)
    #expect(nearestHardSwish(5, input: input, output: coarse) == 13)  // 5 / 2 = 2.5
    #expect(nearestHardSwish(127, input: input, output: coarse) == 74)  // 63.5
    let fine = Grid(scale: 0.25, zeroPoint: 0, codes: .int8)
    #expect(nearestHardSwish(100, input: input, output: fine) == 127)
    // hard_swish(−1) = −1/3, which is −1.33 steps of 0.25.
    #expect(nearestHardSwish(-1, input: input, output: fine) == -1)
  }
}
