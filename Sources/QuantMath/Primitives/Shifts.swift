/// Divides by `2^count`, rounded to the nearest integer, as a vector unit does it.
///
/// - Rounding: to nearest; a tie goes up, towards +∞: 1.5 → 2 and −1.5 → −1.
/// - Overflow: cannot happen: the half is added in 64 bits.
/// - Precondition: `count` is in 0...62. From 33 on the result is 0.
/// - Source: Arm `SRSHL` with a negative count, `vrshlq_s16` and `vrshlq_s32`.
public func roundingShiftRight<Code: FixedWidthInteger & SignedInteger>(
  _ x: Code, by count: Int
) -> Code {
  precondition((0...62).contains(count), "count must be in 0...62")
  guard count > 0 else { return x }
  // |x| ≤ 2³¹ in every use, so the sum stays below 2⁶³.
  return Code(truncatingIfNeeded: (Int64(x) + (1 << (count - 1))) >> count)
}

/// Divides by `2^exponent`, rounded to the nearest integer.
///
/// The second half of rescaling an int32 accumulator to the output's grid.
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
/// From 16 on, the mask of the bits to drop no longer fits and becomes −1, and the result is not a quotient:
/// 1 for every `x ≥ 0`, and −1 for every `x < 0`. The runtime does this, and so does this function: this is
/// why hard_swish(0) can be one code above the zero point.
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

/// Multiplies by `2^count`, saturating.
///
/// - Overflow: saturates to `.min` or `.max`, however large the count. In the reference, counts from 31 on
///   are undefined (C++ shifts an `int`): see `left-shift-undefined`.
/// - Precondition: `count` is not negative.
/// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `SaturatingLeftShift`;
///   Arm `SQSHL`.
public func saturatingShiftLeft(_ x: Int16, by count: Int) -> Int16 {
  precondition(count >= 0, "count must not be negative")
  // 16 places move every number but 0 out of range already.
  return Int16(clamping: Int64(x) << min(count, 16))
}
