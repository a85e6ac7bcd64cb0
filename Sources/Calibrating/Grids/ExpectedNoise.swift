internal import Glibc
public import QuantMath

/// What quantization to a scale and zero point would add to the values of a histogram, on average.
///
/// Values outside the range of the codes are clamped: their error follows from the histogram. Values inside are rounded: a
/// step of size `s` adds `s² / 12`, as for values that are spread evenly between codes. So this is an expectation, not a
/// measurement; it is too high for tensors with many zeros, which are rounded exactly.
public struct ExpectedNoise: Sendable {
  /// The mean of the squared values.
  public let signal: Double
  private let values: [Double]
  /// For the bins before each position: the share of the values, their sum and their sum of squares, per value.
  private let sums: [(share: Double, sum: Double, squares: Double)]

  /// Adds up a histogram once, so that each grid costs two searches in its bins.
  public init(_ histogram: Histogram) {
    let total = Double(max(histogram.total, 1))
    var values: [Double] = []
    var sums = [(share: 0.0, sum: 0.0, squares: 0.0)]
    var last = sums[0]
    for (position, count) in histogram.counts.enumerated() where count > 0 {
      let (value, share) = (histogram.value(at: position), Double(count) / total)
      last = (last.share + share, last.sum + share * value, last.squares + share * value * value)
      values.append(value)
      sums.append(last)
    }
    (self.values, self.sums, signal) = (values, sums, last.squares)
  }

  /// The mean squared error of values that are clamped to a range and rounded to steps in it.
  ///
  /// - Parameters:
  ///   - range: the real numbers of the lowest and of the highest code.
  ///   - step: the scale; 0 for clamping alone.
  public func meanSquare(_ range: ClosedRange<Double>, step: Double) -> Double {
    let below = sums[position(of: range.lowerBound)]
    let kept = sums[position(of: range.upperBound)]
    let all = sums[sums.count - 1]
    let above = (all.share - kept.share, all.sum - kept.sum, all.squares - kept.squares)
    func distance(_ part: (share: Double, sum: Double, squares: Double), to end: Double) -> Double {
      max(0, part.squares - 2 * end * part.sum + end * end * part.share)
    }
    return distance(below, to: range.lowerBound) + distance(above, to: range.upperBound)
      + step * step / 12
  }

  /// The expected ratio of the signal to the noise of a grid in decibels.
  ///
  /// Not finite if all values are 0.
  public func ratio(of grid: Grid) -> Double {
    let (lowest, highest) = grid.realRange
    let noise = meanSquare(
      min(lowest, highest)...max(lowest, highest), step: Double(grid.scale))
    return 10 * log10(signal / noise)
  }

  /// How many values are below `end`.
  private func position(of end: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < end { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
