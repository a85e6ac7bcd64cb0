/// A function `clamp(slope * x + offset, low, high)` of one real variable.
///
/// Adding, multiplying and clamping by constants keep the form, so a chain of such operators,
/// however it is spelled, comes to one of these.
struct ClampedLine: Equatable {
  var slope = 1.0
  var offset = 0.0
  var low = -Double.infinity
  var high = Double.infinity

  mutating func add(_ constant: Double) {
    offset += constant
    low += constant
    high += constant
  }

  /// Multiplies by a finite factor other than 0; a negative one turns the clamp around.
  mutating func multiply(by factor: Double) {
    slope *= factor
    offset *= factor
    (low, high) = factor > 0 ? (low * factor, high * factor) : (high * factor, low * factor)
  }

  mutating func clamp(_ from: Double, _ to: Double) {
    // clamp(clamp(y, low, high), from, to), whichever way the two overlap.
    (low, high) = (min(max(low, from), to), max(min(high, to), from))
  }

  func callAsFunction(_ x: Double) -> Double { min(max(slope * x + offset, low), high) }

  /// The line through 0 that this is, or nil for any other.
  var proportion: Double? {
    let isFree = low == -.infinity && high == .infinity
    return isFree && abs(offset) <= 0.01 * abs(slope) && slope != 0 ? slope : nil
  }

  /// The factor `a` for which this is `a * relu6(x + 3)`, or nil for any other function.
  ///
  /// The bounds are those of 8-bit constants: 3 and 6 may be off by about two steps of a grid of
  /// 255 over [0, 6].
  var relu6Factor: Double? {
    guard slope != 0, low.isFinite, high.isFinite else { return nil }
    let (bottom, top) = slope > 0 ? (low / slope, high / slope) : (high / slope, low / slope)
    let isRelu6 = abs(offset / slope - 3) <= 0.05 && abs(bottom) <= 0.05 && abs(top - 6) <= 0.06
    return isRelu6 ? slope : nil
  }
}
