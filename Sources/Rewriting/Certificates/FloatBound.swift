internal import ModelFacts

/// A bound for all float inputs, however the kernels round.
public struct FloatBound: Sendable, Equatable {
  /// The greatest difference for inputs in the certificate's range.
  public let absolute: Double
  /// The greatest difference for inputs from 2^-100 to 2^100 in magnitude, in units of the input's
  /// last place (ulp).
  public let inputULPs: Double

  /// The sum of the rounding errors on each side and of the difference of the two real functions, cell by
  /// cell; nil if an operator is unknown, or a number may overflow.
  init?(
    from old: ElementwiseFunction, to new: ElementwiseFunction, factor: Double,
    range: ClosedRange<Float>
  ) {
    guard let was = old.real, let now = new.real else { return nil }
    let cells = Cells(was: was, now: now, factor: factor)
    var (absolute, ulps) = (0.0, 0.0)
    let count = 1 << 14
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    let step = (high - low) / Double(count)
    for place in 0..<count {
      let cell = (low + Double(place) * step)...(low + Double(place + 1) * step)
      let difference = cells.difference(over: cell)
      absolute = max(absolute, difference)
      let least = min(abs(cell.lowerBound), abs(cell.upperBound))
      if least >= 1 { ulps = max(ulps, difference / Self.ulp(of: least)) }
    }
    for exponent in -100..<100 where !(0..<4).contains(exponent) {
      let base = Double(sign: .plus, exponent: exponent, significand: 1)
      for part in 0..<8 {
        let (low, high) = (base * (1 + Double(part) / 8), base * (1 + Double(part + 1) / 8))
        for cell in [low...high, -high ... -low] {
          ulps = max(ulps, cells.difference(over: cell) / Self.ulp(of: low))
        }
      }
    }
    guard absolute.isFinite, ulps.isFinite else { return nil }
    (self.absolute, inputULPs) = (absolute, ulps)
  }

  /// The greatest of several; nil if one is unknown.
  init?(greatestOf bounds: [FloatBound?]) {
    let known = bounds.compactMap { $0 }
    guard known.count == bounds.count else { return nil }
    absolute = known.map(\.absolute).max() ?? 0
    inputULPs = known.map(\.inputULPs).max() ?? 0
  }

  /// The value of the last of a float's 24 bits.
  private static func ulp(of magnitude: Double) -> Double {
    Double(sign: .plus, exponent: Int(magnitude.exponent) - 23, significand: 1)
  }

  private struct Cells {
    let (was, now): (RealFunction, RealFunction)
    let factor: Double

    /// The largest difference for inputs in a cell that is small compared with the functions'
    /// curvature.
    func difference(over cell: ClosedRange<Double>) -> Double {
      let middle = (cell.lowerBound + cell.upperBound) / 2
      let apart = [cell.lowerBound, middle, cell.upperBound].map {
        abs(factor * was.value(at: $0) - now.value(at: $0))
      }
      let (most, least) = (apart.max() ?? 0, apart.min() ?? 0)
      // Between the three points, it is a line or a parabola.
      return most + (most - least) / 4 + factor * was.error(over: cell) + now.error(over: cell)
    }
  }
}
