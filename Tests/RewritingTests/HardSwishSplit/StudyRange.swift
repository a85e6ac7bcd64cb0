import QuantMath

@testable import Rewriting

/// A range of real inputs from the study of splits, and the grids that calibration makes of it.
struct StudyRange: Sendable {
  let lowest, highest: Double

  /// The twelve, in the order of the study's columns.
  static let all = [
    Self(-8, 8), Self(-3, 6), Self(-1, 1), Self(-20, 4), Self(-4, 12), Self(-6, 6),
    Self(-3, 3), Self(-10, 20), Self(-1.5, 3), Self(-50, 60), Self(-5, 0.5), Self(-20, 0.5),
  ]

  init(_ lowest: Double, _ highest: Double) { (self.lowest, self.highest) = (lowest, highest) }

  /// The HARD_SWISH whose input covers the range and whose output covers what comes of it.
  func site(_ codes: CodeRange = .int8) throws -> ReplacedHardSwish {
    let dips = lowest < -1.5 && -1.5 < highest
    let ends = [hardSwish(lowest), hardSwish(highest), dips ? -0.375 : 0]
    return try ReplacedHardSwish(
      input: Self.grid(lowest, highest, codes),
      output: Self.grid(ends.min() ?? 0, ends.max() ?? 0, codes))
  }

  /// The grid of a range widened to hold 0, its zero point rounded.
  private static func grid(_ lowest: Double, _ highest: Double, _ codes: CodeRange) -> Grid {
    let (low, high) = (min(0, lowest), max(0, highest))
    let scale = (high - low) / 255
    let zero = roundHalfAway(-128 - low / scale)
    return Grid(
      scale: Float(scale),
      zeroPoint: Int32(min(127, max(-128, zero))) + codes.lowest + 128, codes: codes)
  }
}
