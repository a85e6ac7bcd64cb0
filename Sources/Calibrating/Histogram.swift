/// How often the values of a tensor fell into bins of equal width.
///
/// Bin `k` holds the values from `k · width` up to, but not including, `(k + 1) · width`. Bins begin at multiples of
/// their width, so two histograms become one without loss once the finer one's bins are joined in pairs.
///
/// The values of a quantized tensor are multiples of its scale. While no codes share a bin (`isExact`), bin `k` holds the
/// value `k · width` and nothing else.
public struct Histogram: Sendable, Equatable {
  /// The width of a bin, as a real number; more than 0.
  public let width: Double
  /// The number `k` of the first bin.
  public let first: Int
  /// How many values fell into each bin, from the first.
  public let counts: [UInt64]
  /// Whether each bin stands for one value, its lower end.
  public let isExact: Bool

  /// A histogram by its parts.
  ///
  /// Precondition: the width is positive and finite.
  public init(width: Double, first: Int, counts: [UInt64], isExact: Bool) {
    precondition(width > 0 && width.isFinite, "bins have a width")
    (self.width, self.first, self.counts, self.isExact) = (width, first, counts, isExact)
  }

  /// How many values were counted.
  public var total: UInt64 { counts.reduce(0, +) }

  /// The value that stands for a bin: the only one in it, or else its middle.
  ///
  /// - Parameter position: which of `counts`.
  public func value(at position: Int) -> Double {
    (Double(first + position) + (isExact ? 0 : 0.5)) * width
  }
}
