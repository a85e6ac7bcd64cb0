import QuantMath
import Rewriting
import TestSupport
import Testing

@Suite struct HardSwishGridTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let kind: HardSwishGrid
    let input: Grid
    let scale: Float
    let zeroPoint: Int32

    init(
      _ why: String, _ kind: HardSwishGrid, _ input: Grid, _ scale: Float, _ zeroPoint: Int32
    ) {
      (testDescription, self.kind, self.input) = (why, kind, input)
      (self.scale, self.zeroPoint) = (scale, zeroPoint)
    }
  }

  private static func int8(_ scale: Float, _ zeroPoint: Int32) -> Grid {
    Grid(scale: scale, zeroPoint: zeroPoint, codes: .int8)
  }

  // Worked out with numpy 2.4: the real function over every code, as `check_requantized.py` does.
  @Test(arguments: [
    Case("-12.8 to 12.7, the dip reached exactly", .tight, int8(0.1, 0), 0.051274512, -121),
    Case("the same on a power of two", .powerOfTwo, int8(0.1, 0), 0.0625, -122),
    Case("the same about 0", .symmetric, int8(0.1, 0), 0.1, 0),
    Case(
      "uint8 has its middle at 128", .symmetric, Grid(scale: 0.1, zeroPoint: 128, codes: .uint8),
      0.1, 128),
    Case(
      "uint8 begins at 0", .tight, Grid(scale: 0.1, zeroPoint: 128, codes: .uint8), 0.051274512, 7),
    Case("only values above 0", .tight, int8(0.125, -128), 0.125, -128),
    Case("a power of two stays as it is", .powerOfTwo, int8(0.125, -128), 0.125, -128),
    Case("values of 0 and below: the dip alone", .tight, int8(0.015625, 127), 0.0014705883, 127),
    Case("a step of just 0.75 holds the dip", .tight, int8(0.75, -126), 0.745_588_24, -127),
    Case("a step of more does not", .tight, int8(0.78, -126), 0.775_350_6, -128),
  ])
  func gives(_ c: Case) throws {
    let grid = try #require(c.kind.grid(reading: c.input))
    #expect(grid.scale == c.scale && grid.zeroPoint == c.zeroPoint && grid.codes == c.input.codes)
  }

  @Test(arguments: [
    ("every value below -3", int8(0.1, 200)),
    ("no scale", int8(0, 0)),
    ("a negative scale", int8(-0.1, 0)),
    ("an infinite scale", int8(.infinity, 0)),
    ("no number", int8(.nan, 0)),
    ("values past all floats", int8(.greatestFiniteMagnitude, -128)),
  ])
  func hasNone(why: String, input: Grid) {
    for kind in HardSwishGrid.allCases where !(kind == .symmetric && why.hasPrefix("values")) {
      let grid = kind.grid(reading: input)
      #expect(grid == nil || grid.map { $0.scale.isFinite } == true, "\(why)")
    }
  }

  /// The definition: every value that is reached is within half a step of a code, and a grid that
  /// is a thousandth finer does not reach.
  @Test func coversWhatIsReachedAndNoMore() throws {
    var random = SeededGenerator(seed: 0x5ca1e)
    for _ in 0..<300 {
      let codes: CodeRange = Bool.random(using: &random) ? .int8 : .uint8
      let input = Grid(
        scale: Float.random(in: 0.002...2, using: &random),
        zeroPoint: Int32.random(in: codes.lowest...codes.highest, using: &random), codes: codes)
      let values = (codes.lowest...codes.highest).map { hardSwish(input.real($0)) }
      let (low, high) = (min(values.min() ?? 0, 0), max(values.max() ?? 0, 0))
      guard high - low > 1e-6 else { continue }
      for kind in HardSwishGrid.allCases {
        let grid = try #require(kind.grid(reading: input))
        let half = 0.5001 * Double(grid.scale)
        #expect(grid.real(codes.lowest) <= low + half && grid.real(codes.highest) >= high - half)
        #expect(codes.contains(grid.zeroPoint))
        #expect(kind == .symmetric || (low == 0) == (grid.zeroPoint == codes.lowest) || -low < half)
      }
      let tight = try #require(HardSwishGrid.tight.grid(reading: input))
      #expect(255 * 0.999 * Double(tight.scale) < high - low)
      #expect(255 * 1.001 * Double(tight.scale) > high - low)
    }
  }

  /// A dip of half a step or more is there in what the runtime computes, too.
  @Test func bringsTheDipBack() throws {
    var random = SeededGenerator(seed: 0xd1b)
    var held = 0
    for _ in 0..<3000 {
      let input = Grid(
        scale: Float.random(in: 0.01...0.77, using: &random),
        zeroPoint: Int32.random(in: -128...0, using: &random), codes: .int8)
      let least = (Int32(-128)...127).lazy.map { hardSwish(input.real($0)) }.min() ?? 0
      let grid = try #require(HardSwishGrid.tight.grid(reading: input))
      guard -least >= 0.5 * Double(grid.scale),
        let preparation = try? HardSwishPreparation(input: input, output: grid)
      else { continue }
      let analysis = HardSwishAnalysis(preparation, kernel: .litertReference)
      #expect(grid.zeroPoint > -128 && !analysis.losesNegativeLobe, "\(input)")
      held += 1
    }
    #expect(held > 2000)
  }
}
