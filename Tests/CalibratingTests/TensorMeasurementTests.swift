import Calibrating
import Testing

@Suite struct TensorMeasurementTests {
  @Test func codesBecomeRealNumbers() throws {
    let range = try #require(MeasuredTensor.codes.range)
    #expect((range.lowest, range.highest) == (-62.5, 65))
    // By hand: (−62.5 + 0 + 0 + 1 + 3 · 65) / 7.
    #expect(abs(range.mean - 133.5 / 7) < 1e-12)
    // numpy.std([-62.5, 0, 0, 1, 65, 65, 65]).
    #expect(abs(range.deviation - 44.77916333952383) < 1e-9)
    #expect(range.histogram.isExact)
    #expect(range.histogram.width == 0.5)
    #expect(range.histogram.value(at: 0) == -62.5)
    let use = try #require(range.codeUse)
    #expect(use == .init(lowestCount: 1, highestCount: 3, usedCodeCount: 4))
  }

  @Test func deviationDoesNotCancel() throws {
    // 2²⁴ and 2²⁴ + 1 differ by 1: their deviation is 0.5, while their squares need 49 bits.
    let big = 1 << 24
    let measurement = TensorMeasurement(
      tensor: 0, name: "", type: "FLOAT32", grid: nil,
      counts: .init(
        finite: 2_000_000_000_000, nan: 0, infinite: 0, lowestCode: 0, highestCode: 0, clipped: 0),
      sum: ExactNumber(1_000_000_000_000) * ExactNumber(2 * big + 1),
      squareSum: ExactNumber(1_000_000_000_000)
        * (ExactNumber(big) * ExactNumber(big) + ExactNumber(big + 1) * ExactNumber(big + 1)),
      spread: .init(
        lowest: Double(big), highest: Double(big + 1), widthExponent: 0, first: big,
        counts: [1_000_000_000_000, 1_000_000_000_000]))
    #expect(measurement.range?.deviation == 0.5)
  }
}
