internal import Calibrating
internal import ModelFormat
internal import QuantMath

/// The scale and zero point for one tensor that a method chooses from what the tensor held.
struct RangeChoice {
  let grid: Grid
  /// The expected ratios of signal to noise, in decibels, with the old and with the new scale and zero point.
  let (before, after): (Double, Double)
  /// The ends that clamped values when the tensor was measured; they are twice as far now.
  let clamped: ClampedTensors.Ends?

  /// What the change is expected to bring, in decibels; infinite where values were clamped that nobody has seen.
  var gain: Double { clamped == nil ? after - before : .infinity }

  /// - Parameters:
  ///   - range: what the tensor held, in this model or in its float twin.
  ///   - old: its scale and zero point in the model that is changed.
  ///   - clamped: the ends that clamped values when it was measured.
  /// - Throws: why there is no choice.
  init(
    _ method: GridMethod, _ range: TensorRange, from old: Grid, clamped: ClampedTensors.Ends?
  ) throws(Reason) {
    var bounds = method.bounds(of: range, codeCount: old.codes.count)
    if let clamped, let (lowest, highest) = range.grid?.realRange {
      let low = clamped.low > 0 ? 2 * min(lowest, 0) : bounds.lowerBound
      let high = clamped.high > 0 ? 2 * max(highest, 0) : bounds.upperBound
      bounds = low...high
    }
    guard let grid = Grid(covering: bounds, codes: old.codes) else {
      throw Reason("it held nothing but 0 on the data")
    }
    let noise = ExpectedNoise(range.histogram)
    (self.grid, self.clamped) = (grid, clamped)
    (before, after) = (noise.ratio(of: old), noise.ratio(of: grid))
  }

  /// What is expected of the change.
  var words: String {
    guard let clamped else {
      return "expected SQNR \(Self.rounded(before)) -> \(Self.rounded(after)) dB"
    }
    return
      "\(Self.rounded(100 * clamped.share)) % of its values are at an end of its codes, so that the true range is "
      + "not known: that end is twice as far now; run `tflens calibrate` on the new model"
  }

  /// To two digits after the point.
  private static func rounded(_ number: Double) -> Double { (100 * number).rounded() / 100 }
}
