/// A function `clamp(slope * x + offset, low, high)` of one real variable.
///
/// Adding, multiplying and clamping by constants keep this form, so any chain of such operators reduces to
/// one of these.
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

  /// The factor `a` for which this is `a * relu6(x + 3)` wherever `x` can be, or nil for any other
  /// function.
  ///
  /// In codes, the offset may be off by two steps of a scale of 6/255. For positive `x`, the function may be
  /// up to 0.5 lower: saturating codes can replace the clamp to 6, and then the highest code is the greatest
  /// value seen in calibration. In floats, only the constants are rounded: 1/6 to float16, or to 0.1667.
  func relu6Factor(reach: ClosedRange<Double>?, inFloats: Bool = false) -> Double? {
    guard slope != 0, abs(offset / slope - 3) <= (inFloats ? 0.004 : 0.05) else { return nil }
    let reach = reach ?? -100...100
    // Both functions are straight between these.
    let corners = [reach.lowerBound, -3, 0, 3, reach.upperBound].filter(reach.contains)
    let isRelu6 = corners.allSatisfy { x in
      let difference = self(x) / slope - min(max(x + 3, 0), 6)
      if inFloats { return abs(difference) <= 0.004 }
      return (x > 0 ? -0.5...0.06 : -0.05...0.05).contains(difference)
    }
    return isRelu6 ? slope : nil
  }
}
