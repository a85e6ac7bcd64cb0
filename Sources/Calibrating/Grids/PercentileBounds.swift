/// The range that leaves a share of the values outside, half of it at each end.
enum PercentileBounds {
  /// - Parameters:
  ///   - percent: how many of the values the range covers at least.
  ///   - whole: the range from the lowest to the highest value, with 0 in it.
  static func bounds(
    of range: TensorRange, _ percent: Double, in whole: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let histogram = range.histogram
    let most = Double(histogram.total) * (100 - percent) / 200
    let positions = histogram.counts.indices
    let low = edge(positions, histogram, atMost: most)
    let high = edge(positions.reversed(), histogram, atMost: most)
    // A bin is kept whole.
    let above = histogram.isExact ? 0 : histogram.width
    let lowest = low.map { Double(histogram.first + $0) * histogram.width } ?? whole.lowerBound
    let highest =
      high.map { Double(histogram.first + $0) * histogram.width + above } ?? whole.upperBound
    return max(whole.lowerBound, min(lowest, 0))...min(whole.upperBound, max(highest, 0))
  }

  /// The first position, from one end, before which there are more than `most` values together with its own.
  private static func edge(
    _ positions: some Sequence<Int>, _ histogram: Histogram, atMost most: Double
  ) -> Int? {
    var left = 0.0
    for position in positions {
      left += Double(histogram.counts[position])
      if left > most { return position }
    }
    return nil
  }
}
