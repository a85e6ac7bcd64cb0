import Calibrating
import QuantMath
import Testing

@Suite struct GridFitTests {
  private let unlimited = -Double.infinity...Double.infinity

  /// `MeasuredTensor.codes` on its own grid: 1 of 7 values at the lowest code, 3 at the highest.
  @Test func countsCodesOnTheMeasuredGrid() throws {
    let range = try #require(MeasuredTensor.codes.range)
    let grid = try #require(range.grid)
    let fit = GridFit(range, on: grid, limits: unlimited)
    #expect((fit.lowShare, fit.highShare) == (1.0 / 7, 3.0 / 7))
    #expect(fit.range == -62.5...65)
    #expect(fit.unusedBits == 0)
  }

  /// A RELU ends at 0, but -62.5 is below; one step further is still the end.
  @Test(
    arguments: [
      (-62.5, 65.0, 0.0, 0.0), (-63, 65.5, 0, 0), (-63.1, 65.6, 1.0 / 7, 3.0 / 7),
      (-100, 65, 1.0 / 7, 0),
    ] as [(Double, Double, Double, Double)])
  func endsThatNothingGoesBeyondDoNotCount(
    low: Double, high: Double, lowShare: Double, highShare: Double
  ) throws {
    let range = try #require(MeasuredTensor.codes.range)
    let grid = try #require(range.grid)
    let fit = GridFit(range, on: grid, limits: low...high)
    #expect((fit.lowShare, fit.highShare) == (lowShare, highShare))
  }

  /// With half the scale, the codes reach from -31.25 to 32.5: the values at -62.5 and 65 are outside.
  @Test func anotherGridIsJudgedByTheValues() throws {
    let range = try #require(MeasuredTensor.codes.range)
    let narrow = GridFit(
      range, on: Grid(scale: 0.25, zeroPoint: -3, codes: .int8), limits: unlimited)
    #expect((narrow.lowShare, narrow.highShare) == (1.0 / 7, 3.0 / 7))
    // 256 steps of 2 over 127.5 and a step: 1.983 bits.
    let wide = GridFit(
      range, on: Grid(scale: 2, zeroPoint: -3, codes: .int8), limits: unlimited)
    #expect((wide.lowShare, wide.highShare) == (0, 0))
    #expect(abs(wide.unusedBits - 1.98319) < 0.001)
  }

  @Test(
    arguments: [
      (-3.0, 3.0, true), (-62.5, 0, false), (-62.4, 0.1, true), (1, 65, false), (0.9, 1.1, true),
      (65, 100, false),
    ] as [(Double, Double, Bool)])
  func findsValuesInAnOpenInterval(low: Double, high: Double, isThere: Bool) throws {
    let histogram = try #require(MeasuredTensor.codes.range).histogram
    #expect(histogram.mayHoldValue(between: low, and: high) == isThere)
  }
}
