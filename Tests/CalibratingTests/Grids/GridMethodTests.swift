import QuantMath
import Testing

@testable import Calibrating

@Suite struct GridMethodTests {
  /// A tensor that held each value of a histogram, in steps of `width`.
  static func held(
    _ counts: [UInt64], first: Int, width: Double = 1, isExact: Bool = true
  ) -> TensorRange {
    let histogram = Histogram(width: width, first: first, counts: counts, isExact: isExact)
    let end = Double(first + counts.count) * width
    return TensorRange(
      tensor: 0, name: "t", type: "FLOAT32", grid: nil, count: histogram.total,
      lowest: Double(first) * width, highest: isExact ? end - width : end, mean: 0, deviation: 1,
      histogram: histogram, codeUse: nil)
  }

  @Test(arguments: [
    (-3, 10, -3.0...6.0),
    // 0 must have a code.
    (2, 3, 0.0...4.0), (-5, 2, -5.0...0.0),
  ])
  func coversEverything(first: Int, count: Int, bounds: ClosedRange<Double>) {
    let range = Self.held([UInt64](repeating: 1, count: count), first: first)
    #expect(GridMethod.minmax.bounds(of: range, codeCount: 256) == bounds)
    #expect(GridMethod.percentile(100).bounds(of: range, codeCount: 256) == bounds)
  }

  /// 100 different values, of which 5 may be left out at each end.
  @Test func leavesOutAShareAtEachEnd() {
    let range = Self.held([UInt64](repeating: 1, count: 100), first: -50)
    #expect(GridMethod.percentile(90).bounds(of: range, codeCount: 256) == -45...44)
    // Bins of floats are kept whole.
    let floats = Self.held([UInt64](repeating: 1, count: 100), first: -50, isExact: false)
    #expect(GridMethod.percentile(90).bounds(of: floats, codeCount: 256) == -45...45)
    // Positive values keep 0.
    let above = Self.held([UInt64](repeating: 1, count: 100), first: 10)
    #expect(GridMethod.percentile(90).bounds(of: above, codeCount: 256) == 0...104)
  }

  /// No other range, tried value by value, has a smaller error than the one that was chosen.
  @Test(arguments: [0, 1, 40])
  func noRangeHasASmallerError(outliers: UInt64) {
    // A triangle from -40 to 40, and values at 1000.
    var counts = (0...80).map { UInt64(41 - abs($0 - 40)) } + [UInt64](repeating: 0, count: 960)
    counts[1040] = outliers
    let range = Self.held(counts, first: -40)
    let (values, codeCount) = (range.histogram.counts.indices, 16)
    func error(_ bounds: ClosedRange<Double>) -> Double {
      let step = (bounds.upperBound - bounds.lowerBound) / Double(codeCount - 1)
      let clamped = values.reduce(0.0) { sum, position in
        let value = Double(position - 40)
        let distance = value - min(max(value, bounds.lowerBound), bounds.upperBound)
        return sum + Double(counts[position]) * distance * distance
      }
      return clamped / Double(range.count) + step * step / 12
    }
    let chosen = GridMethod.mse.bounds(of: range, codeCount: codeCount)
    for low in stride(from: -40.0, through: 0, by: 5) {
      for high in stride(from: 31.25, through: outliers == 0 ? 40 : 1000, by: 31.25) {
        #expect(error(chosen) <= error(low...high) * (1 + 1e-9), "\(low)...\(high)")
      }
    }
  }

  /// Two codes for four bins: 1 1 | 3 1, which become 1 1 | 2 2.
  @Test func comparesDistributions() {
    let histogram = Histogram(width: 1, first: 0, counts: [1, 1, 3, 1], isExact: true)
    // 1/2 ln(3/2) + 1/6 ln(1/2)
    let found = EntropyBounds.divergence(histogram, 0...3, codeCount: 2)
    #expect(abs((found ?? 0) - 0.0872081) < 1e-6)
    // The last value is counted in the bin before: 1 1 4 of 6 against 1 1 3 of 5, which have one bin or two a code.
    let cut = EntropyBounds.divergence(histogram, 0...2, codeCount: 3)
    // 2/6 ln(5/6) + 4/6 ln(4/6 · 5/3)
    #expect(abs((cut ?? 0) - 0.0094665) < 1e-6)
    // Fewer bins than codes say nothing.
    #expect(EntropyBounds.divergence(histogram, 0...1, codeCount: 3) == nil)
  }

  @Test func bringsInTheEndsOfALongTail() {
    // 1,000 bins of a bell, then a long empty tail with one value.
    var counts = (0..<2000).map { position -> UInt64 in
      let distance = Double(position) / 300
      return position < 1000 ? UInt64(1e6 / (1 + distance * distance * distance * distance)) : 0
    }
    counts[1999] = 1
    let range = Self.held(counts, first: 0, isExact: false)
    let bounds = GridMethod.entropy.bounds(of: range, codeCount: 256)
    #expect(bounds.lowerBound == 0 && bounds.upperBound < 1500)
    // Codes of 8 bits say nothing about other ranges of 256 codes.
    let codes = Self.held([UInt64](repeating: 3, count: 200), first: -100)
    #expect(GridMethod.entropy.bounds(of: codes, codeCount: 256) == -100...99)
  }

  @Test(arguments: [
    ("minmax", GridMethod.minmax), ("mse", .mse), ("entropy", .entropy),
    ("percentile=99.99", .percentile(99.99)), ("percentile=100", .percentile(100)),
  ])
  func readsItsName(text: String, method: GridMethod) {
    #expect(GridMethod(text) == method)
    #expect(GridMethod(method.description) == method)
  }

  @Test(arguments: [
    "", "max", "percentile", "percentile=", "percentile=50", "percentile=100.1", "percentile=nan",
  ])
  func readsNothingElse(text: String) {
    #expect(GridMethod(text) == nil)
  }
}
