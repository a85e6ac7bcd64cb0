internal import Glibc
internal import QuantMath

/// The way from numbers to places along one axis of a chart.
struct ChartScale {
  /// The numbers at the ends of the axis.
  let domain: ClosedRange<Double>
  /// Where those ends are drawn; the first may be the greater one.
  let places: (low: Double, high: Double)
  let isLogarithmic: Bool

  /// A scale on which equal distances are equal differences.
  init(_ domain: ClosedRange<Double>, to places: (low: Double, high: Double)) {
    let isEmpty = !(domain.upperBound > domain.lowerBound)
    self.domain = isEmpty ? domain.lowerBound - 1...domain.upperBound + 1 : domain
    (self.places, isLogarithmic) = (places, false)
  }

  /// A scale on which equal distances are equal ratios.
  ///
  /// - Precondition: the numbers are above 0.
  init(logarithmic domain: ClosedRange<Double>, to places: (low: Double, high: Double)) {
    precondition(domain.lowerBound > 0, "a logarithmic scale begins above 0")
    let isNarrow = domain.upperBound < domain.lowerBound * 1.5
    self.domain = isNarrow ? domain.lowerBound / 2...domain.upperBound * 2 : domain
    (self.places, isLogarithmic) = (places, true)
  }

  /// Where a number is drawn; one outside the axis is drawn at its end.
  func place(_ number: Double) -> Double {
    let inside = min(domain.upperBound, max(domain.lowerBound, number))
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let share =
      isLogarithmic ? log(inside / low) / log(high / low) : (inside - low) / (high - low)
    return places.low + (places.high - places.low) * share
  }

  /// Round numbers along the axis: about `count` of them.
  func ticks(_ count: Int) -> [Double] { isLogarithmic ? decades(count) : steps(count) }

  private func steps(_ count: Int) -> [Double] {
    let rough = (domain.upperBound - domain.lowerBound) / Double(count)
    guard rough.isFinite, rough > 0 else { return [] }
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
    let first = (domain.lowerBound / step).rounded(.up)
    let last = (domain.upperBound / step).rounded(.down)
    guard last - first < 100 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// Powers of ten; with twos and fives between them where there are few.
  private func decades(_ count: Int) -> [Double] {
    let (low, high) = (log10(domain.lowerBound).rounded(.down), log10(domain.upperBound))
    let step = max(1, ((high - low) / Double(count)).rounded(.up))
    let powers = stride(from: low, through: high, by: step).map { pow(10, $0) }
    let all = high - low < 3 ? powers.flatMap { [$0, 2 * $0, 5 * $0] } : powers
    return all.filter { domain.contains($0) }
  }
}
