extension FixedWidthInteger {
  /// The integer part of a number, whatever the number is; `Int(x)` ends the process where it does
  /// not fit.
  ///
  /// - Rounding: towards zero: 1.9 → 1 and −1.9 → −1.
  /// - Overflow: saturates to `.min` or `.max`, at infinity too.
  /// - Errors: none; NaN gives 0.
  @inlinable
  public init(saturating x: Double) {
    // Past 2⁵³ the sums are the limits themselves; there the limit is the answer anyway.
    if x > Double(Self.min) - 1, x < Double(Self.max) + 1 {
      self.init(x)
    } else {
      self = x.isNaN ? 0 : x < 0 ? .min : .max
    }
  }
}
