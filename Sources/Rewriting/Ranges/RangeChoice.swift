internal import Calibrating
internal import ModelFormat
internal import QuantMath

/// The scale and zero point that a method chooses for tensors that share them, from what they held.
struct RangeChoice {
  let grid: Grid
  /// The expected ratios of signal to noise of all values, in decibels, with the old and with the new scale and zero point.
  private let noise: (before: Double, after: Double)
  /// The ends that clamped values when a tensor was measured; they are twice as far now.
  private let clamped: ClampedTensors.Ends?
  private let old: Grid

  /// What the change is expected to bring, in decibels; infinite where values were clamped that nobody has seen.
  var gain: Double { clamped == nil ? noise.after - noise.before : .infinity }

  /// - Parameters:
  ///   - ranges: what each tensor held, in this model or in its float model.
  ///   - old: their scale and zero point in the model that is changed.
  ///   - constants: the real numbers that constants among them hold, and that the codes must cover; 0 at least.
  ///   - clamped: the ends that clamped values when they were measured.
  /// - Throws: why there is no choice.
  init(
    _ method: GridMethod, _ ranges: [TensorRange], from old: Grid,
    constants: ClosedRange<Double> = 0...0, clamped: ClampedTensors.Ends?
  ) throws(Reason) {
    guard let range = TensorRange(joining: ranges) else {
      throw Reason("its values were counted too often")
    }
    var bounds = method.bounds(of: range, codeCount: old.codes.count)
    if let clamped, let (lowest, highest) = range.grid?.realRange {
      let low = clamped.low > 0 ? 2 * min(lowest, 0) : bounds.lowerBound
      let high = clamped.high > 0 ? 2 * max(highest, 0) : bounds.upperBound
      bounds = low...high
    }
    bounds =
      min(bounds.lowerBound, constants.lowerBound)...max(bounds.upperBound, constants.upperBound)
    guard let grid = Grid(covering: bounds, codes: old.codes) else {
      throw Reason("it held nothing but 0 on the data")
    }
    (self.grid, self.old, self.clamped) = (grid, old, clamped)
    let noise = ExpectedNoise(range.histogram)
    self.noise = (noise.ratio(of: old), noise.ratio(of: grid))
  }

  /// What is expected of the change for all tensors together.
  var words: String { Self.words(noise, clamped) }

  /// What is expected of the change for one of the tensors.
  func words(for range: TensorRange) -> String {
    let noise = ExpectedNoise(range.histogram)
    return Self.words((noise.ratio(of: old), noise.ratio(of: grid)), clamped)
  }

  private static func words(
    _ noise: (before: Double, after: Double), _ clamped: ClampedTensors.Ends?
  ) -> String {
    guard let clamped else {
      return "expected SQNR \(Self.rounded(noise.before)) -> \(Self.rounded(noise.after)) dB"
    }
    return
      "\(Self.rounded(100 * clamped.share))% of the values have the lowest or highest code, so the true range is "
      + "unknown; the new range is twice as wide at that end: run `tflens calibrate` on the new model"
  }

  /// To two digits after the point.
  private static func rounded(_ number: Double) -> Double { (100 * number).rounded() / 100 }
}
