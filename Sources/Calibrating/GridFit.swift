public import QuantMath

/// How well the scale and zero point of an activation fit what it held on data.
public struct GridFit: Sendable, Equatable {
  /// The share of values that are at the lowest code, or below it, and may have been cut off there, from 0 to 1.
  ///
  /// 0 if no smaller number can occur, such as below the 0 of a RELU.
  public let lowShare: Double
  /// The same for the highest code.
  public let highShare: Double
  /// How many bits of the codes the values do not use: the binary logarithm of the number of codes over the number
  /// of codes from the lowest to the highest value, 0 included; 0 or more.
  public let unusedBits: Double
  /// The real numbers of the lowest and of the highest code.
  public let range: ClosedRange<Double>

  /// The larger of both shares.
  public var share: Double { max(lowShare, highShare) }

  /// The fit of a range to a grid, which may be another one than it was measured on.
  ///
  /// - Parameters:
  ///   - grid: its scale must be a positive normal number.
  ///   - limits: the numbers that can occur.
  public init(_ held: TensorRange, on grid: Grid, limits: ClosedRange<Double>) {
    let step = Double(grid.scale)
    let (low, high) = grid.realRange
    range = low...high
    let shares: (low: Double, high: Double)
    if let use = held.codeUse, held.grid == grid {
      let count = Double(held.count)
      shares = (Double(use.lowestCount) / count, Double(use.highestCount) / count)
    } else {
      shares = Self.outside(low - step / 2, high + step / 2, of: held)
    }
    // A sigmoid's codes end at 255/256, one step before 1. Limits are computed from rounded scales.
    let slack = 1.001 * step
    lowShare = limits.lowerBound < low - slack ? shares.low : 0
    highShare = limits.upperBound > high + slack ? shares.high : 0
    let seen = max(held.highest, 0) - min(held.lowest, 0)
    unusedBits = max(0, Self.binaryLogarithm((high - low + step) / (seen + step)))
  }

  private static func outside(
    _ low: Double, _ high: Double, of held: TensorRange
  ) -> (low: Double, high: Double) {
    var (below, above): (UInt64, UInt64) = (0, 0)
    for (position, count) in held.histogram.counts.enumerated() {
      let value = held.histogram.value(at: position)
      if value < low { below += count } else if value > high { above += count }
    }
    return (Double(below) / Double(held.count), Double(above) / Double(held.count))
  }

  /// To three digits after the point: the exponent, and ten squarings for the rest.
  private static func binaryLogarithm(_ number: Double) -> Double {
    guard number.isFinite, number > 0 else { return 0 }
    var (result, rest, bit) = (Double(number.exponent), number.significand, 0.5)
    for _ in 0..<12 {
      rest *= rest
      if rest >= 2 { (rest, result) = (rest / 2, result + bit) }
      bit /= 2
    }
    return result
  }
}
