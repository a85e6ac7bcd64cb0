import QuantMath
import Testing

@Suite struct GridBoundsTests {
  @Test func coversARange() {
    let grid = Grid(covering: -1...1.55, codes: .int8)
    #expect(grid == Grid(scale: 0.01, zeroPoint: -28, codes: .int8))
    #expect(Grid(covering: 0...2.55, codes: .uint8)?.zeroPoint == 0)
    #expect(Grid(covering: -2.55...0, codes: .uint8)?.zeroPoint == 255)
    #expect(Grid(covering: 0...0, codes: .int8) == nil)
    #expect(Grid(covering: 1...2, codes: .int8) == nil)
    #expect(Grid(covering: 0...1e-40, codes: .int8) == nil)
  }

  @Test func beginsAtTheLowestCode() {
    // 2.5 steps are below 0: the tie goes away from it.
    let grid = Grid(from: -1.25, scale: 0.5, codes: .int8)
    #expect(grid == Grid(scale: 0.5, zeroPoint: -125, codes: .int8))
    // 0 has a code, although the lowest code then represents more.
    #expect(Grid(from: -1000, scale: 0.5, codes: .uint8)?.zeroPoint == 255)
    #expect(Grid(from: -1, scale: 0, codes: .int8) == nil)
    #expect(Grid(from: -1, scale: .leastNonzeroMagnitude, codes: .int8) == nil)
    #expect(Grid(from: -1, scale: .infinity, codes: .int8) == nil)
  }
}
