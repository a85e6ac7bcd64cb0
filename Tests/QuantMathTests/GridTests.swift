import QuantMath
import Testing

@Suite struct GridTests {
  @Test func readsOneScaleAndOneZeroPoint() {
    let grid = Grid(scales: [0.5], zeroPoints: [-3], codes: .int8)
    #expect(grid == Grid(scale: 0.5, zeroPoint: -3, codes: .int8))
    #expect(grid.granularity == .perTensor)
  }

  @Test(
    arguments: [
      ([], [], Grid.Granularity.missing, "nothing"),
      ([0.5, 0.25], [1, 2], .notPerTensor, "two of each"),
      ([0.5], [], .notPerTensor, "a scale without a zero point"),
    ] as [([Float], [Int64], Grid.Granularity, String)])
  func readsAnythingElseAsZero(
    scales: [Float], zeroPoints: [Int64], granularity: Grid.Granularity, why: String
  ) {
    let grid = Grid(scales: scales, zeroPoints: zeroPoints, codes: .int8)
    #expect((grid.scale, grid.zeroPoint, grid.granularity) == (0, 0, granularity), "\(why)")
  }

  @Test func keepsTheLowBitsOfAZeroPoint() {
    #expect(Grid(scales: [1], zeroPoints: [1 << 32 | 7], codes: .int8).zeroPoint == 7)
  }

  @Test func mapsCodesAndBack() {
    let grid = Grid(scale: 0.5, zeroPoint: 10, codes: .uint8)
    #expect(grid.real(12) == 1)
    #expect(grid.position(of: -3) == 4)
    #expect(grid.realRange == (-5, 122.5))
  }
}

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
