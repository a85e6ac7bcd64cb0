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
