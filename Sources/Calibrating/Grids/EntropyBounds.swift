internal import Glibc

/// The range after which the distribution of the codes differs least from that of the values, in relative entropy.
///
/// The values beyond the range are counted in its outermost bins; then each code gets the mean of its bins that are not
/// empty. Both ends are brought in by the same share.
///
/// - Source: Szymon Migacz, "8-bit Inference with TensorRT", GTC 2017, slides on entropy calibration. There, the range is
///   symmetric.
enum EntropyBounds {
  /// How many ranges are tried.
  private static let steps = 128

  static func bounds(
    of range: TensorRange, codeCount: Int, in whole: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let histogram = range.histogram
    var best = (whole, divergence: Double.infinity)
    for step in stride(from: steps, to: 0, by: -1) {
      let share = Double(step) / Double(steps)
      let bounds = whole.lowerBound * share...whole.upperBound * share
      guard let divergence = divergence(histogram, bounds, codeCount: codeCount) else { break }
      // The wider range stays if another is only as good.
      if divergence < best.divergence { best = (bounds, divergence) }
    }
    return best.0
  }

  /// The relative entropy of the clamped values and their codes, in nats; nil if there are fewer bins than codes, which
  /// would say nothing.
  static func divergence(
    _ histogram: Histogram, _ bounds: ClosedRange<Double>, codeCount: Int
  ) -> Double? {
    let bins = histogram.counts.indices
    let first = bins.first { histogram.value(at: $0) >= bounds.lowerBound } ?? 0
    let last = bins.last { histogram.value(at: $0) <= bounds.upperBound } ?? 0
    guard last - first + 1 >= codeCount else { return nil }
    let inside = histogram.counts[first...last].map { Double($0) }
    var clamped = inside
    clamped[0] += histogram.counts[..<first].reduce(0) { $0 + Double($1) }
    clamped[clamped.count - 1] += histogram.counts[(last + 1)...].reduce(0) { $0 + Double($1) }

    var coded = [Double](repeating: 0, count: inside.count)
    for code in 0..<codeCount {
      let part = code * inside.count / codeCount..<(code + 1) * inside.count / codeCount
      let used = part.filter { inside[$0] > 0 }
      guard !used.isEmpty else { continue }
      let mean = part.reduce(0) { $0 + inside[$1] } / Double(used.count)
      for bin in used { coded[bin] = mean }
    }
    let (total, codedTotal) = (clamped.reduce(0, +), coded.reduce(0, +))
    guard total > 0, codedTotal > 0 else { return nil }
    return zip(clamped, coded).reduce(0) { sum, pair in
      guard pair.0 > 0 else { return sum }
      // An empty bin beside the ends, in which clamped values now are.
      guard pair.1 > 0 else { return .infinity }
      let share = pair.0 / total
      return sum + share * log(share * codedTotal / pair.1)
    }
  }
}
