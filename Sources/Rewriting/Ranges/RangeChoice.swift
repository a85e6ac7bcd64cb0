internal import Calibrating
internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The scale and zero point for one tensor that a method chooses from what the tensor held.
struct RangeChoice {
  /// What is known of an end of the range that the tensor was measured with.
  enum Saturation: Equatable {
    /// No end clamped more than a few values, or only as the operator does anyway.
    case none
    /// This share of the values, from 0 to 1, was clamped to one end, so that nobody knows how far they reach.
    case unknownBeyond(share: Double)
  }

  let grid: Grid
  /// The expected ratios of signal to noise, in decibels, with the old and with the new scale and zero point.
  let (before, after): (Double, Double)
  let saturation: Saturation

  /// What the change is expected to bring, in decibels; infinite where values were clamped that nobody has seen.
  var gain: Double { saturation == .none ? after - before : .infinity }

  /// - Parameters:
  ///   - range: what the tensor held, in this model or in its float twin.
  ///   - old: its scale and zero point in the model that is changed.
  ///   - producer: the operator that writes it, if there is one.
  /// - Throws: why there is no choice.
  init(
    _ method: GridMethod, _ range: TensorRange, from old: Grid, producer: Operator?
  ) throws(Reason) {
    var bounds = method.bounds(of: range, codeCount: old.codes.count)
    saturation = Self.saturation(of: range, producer, widening: &bounds)
    guard let grid = Grid(covering: bounds, codes: old.codes) else {
      throw Reason("it held nothing but 0 on the data")
    }
    let noise = ExpectedNoise(range.histogram)
    self.grid = grid
    (before, after) = (noise.ratio(of: old), noise.ratio(of: grid))
  }

  /// Doubles the ends of a range beyond which there are values that were not seen.
  private static func saturation(
    of range: TensorRange, _ producer: Operator?, widening bounds: inout ClosedRange<Double>
  ) -> Saturation {
    let ends = SaturatedEnds(range, producer)
    guard let grid = range.grid, ends.share > 0 else { return .none }
    let (lowest, highest) = grid.realRange
    let low = ends.low > 0 ? 2 * lowest : bounds.lowerBound
    let high = ends.high > 0 ? 2 * highest : bounds.upperBound
    bounds = low...high
    return .unknownBeyond(share: ends.share)
  }
}
