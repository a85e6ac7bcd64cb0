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
      self.init(clamping: saturatedUInt64(x))
    } else {
      self.init(clamping: saturatedInt64(x))
    }
  }
}

// Not inlinable, so that `scripts/check-conversions` finds the messages of their traps here alone.

@usableFromInline
func saturatedInt64(_ x: Double) -> Int64 {
  x >= 0x1p63 ? .max : x > -0x1p63 ? Int64(x) : x.isNaN ? 0 : .min
}

@usableFromInline
func saturatedUInt64(_ x: Double) -> UInt64 {
  x >= 0x1p64 ? .max : x > -1 ? UInt64(x) : 0
}
