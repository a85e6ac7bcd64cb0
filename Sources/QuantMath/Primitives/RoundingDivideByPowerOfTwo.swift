/// Divides by `2^exponent`, rounded to the nearest integer.
///
/// The second half of moving an int32 accumulator to the output's grid.
///
/// - Rounding: to nearest; a tie goes away from zero: 1.5 → 2 and −1.5 → −2.
/// - Overflow: cannot happen.
/// - Precondition: `exponent` is in 0...31.
/// - Source: gemmlowp `fixedpoint/fixedpoint.h`, `RoundingDivideByPOT`.
public func roundingDivideByPowerOfTwo(_ x: Int32, exponent: Int) -> Int32 {
  precondition((0...31).contains(exponent), "exponent must be in 0...31")
  let mask = Int32(truncatingIfNeeded: (Int64(1) << exponent) - 1)
  let threshold = (mask >> 1) + (x < 0 ? 1 : 0)
  return (x >> exponent) + (x & mask > threshold ? 1 : 0)
}

/// Divides by `2^exponent`, rounded to the nearest integer, for exponents up to 15.
///
/// From 16 on the mask of the bits to drop no longer fits and becomes −1, and the result is no
/// quotient: 1 for every `x ≥ 0`, and −1 for every `x < 0`. The runtime does so, and this
/// function does as well: it is what gives hard_swish(0) one code above the zero point.
///
/// - Rounding: to nearest; a tie goes away from zero.
/// - Overflow: the mask wraps as described.
/// - Precondition: `exponent` is in 0...31.
/// - Source: gemmlowp `fixedpoint/fixedpoint.h`, `RoundingDivideByPOT` for `int16_t`.
@inline(__always)
public func roundingDivideByPowerOfTwo(_ x: Int16, exponent: Int) -> Int16 {
  precondition((0...31).contains(exponent), "exponent must be in 0...31")
  let mask = Int16(truncatingIfNeeded: (Int64(1) << exponent) - 1)
  let threshold = (mask >> 1) + (x < 0 ? 1 : 0)
  return (x >> exponent) + (x & mask > threshold ? 1 : 0)
}
