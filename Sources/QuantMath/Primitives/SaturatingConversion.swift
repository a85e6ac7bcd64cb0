extension FixedWidthInteger {
  /// The integer part of any number; `Int(x)` crashes if it does not fit.
  ///
  /// For integers of up to 64 bits. The number becomes one of 64 bits first, which takes one
  /// instruction: the standard library's conversion of a generic integer takes a number apart.
  ///
  /// - Rounding: towards zero: 1.9 → 1 and −1.9 → −1.
  /// - Overflow: saturates to `.min` or `.max`, at infinity too.
  /// - Errors: none; NaN gives 0.
  @inlinable
  public init(saturating x: Double) {
    if x >= 0x1p63 {
      self.init(clamping: x < 0x1p64 ? UInt64(x) : .max)
    } else if x > -0x1p63 {
      self.init(clamping: Int64(x))
    } else {
      self = x.isNaN ? 0 : .min
    }
  }
}
