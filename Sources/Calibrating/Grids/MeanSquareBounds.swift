/// The range with the smallest expected mean squared error: clamping fewer values needs larger steps.
enum MeanSquareBounds {
  /// Into how many parts each side of 0 is divided for the search.
  private static let parts = 128

  /// - Complexity: `parts`² grids, each found in the logarithm of the bins.
  static func bounds(
    of range: TensorRange, codeCount: Int, in whole: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    let noise = ExpectedNoise(range.histogram)
    var best = (whole, error: Double.infinity)
    for low in ends(whole.lowerBound) {
      for high in ends(whole.upperBound) where low < high {
        let error = noise.meanSquare(low...high, step: (high - low) / Double(codeCount - 1))
        // The wider range stays if another is only as good.
        if error < best.error { best = (low...high, error) }
      }
    }
    return best.0
  }

  /// The ends to try on one side, the farthest first.
  private static func ends(_ end: Double) -> [Double] {
    end == 0 ? [0] : stride(from: parts, to: 0, by: -1).map { end * Double($0) / Double(parts) }
  }
}
