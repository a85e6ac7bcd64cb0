/// Multiplies two Q0.31 numbers: `a · b / 2³¹`, rounded to the nearest integer.
///
/// The first half of rescaling an int32 accumulator to the output's grid.
///
/// - Units: an `Int32` `x` represents the real number `x / 2³¹`, in [−1, 1).
/// - Rounding: to nearest; a tie goes up, towards +∞: 1.5 → 2 and −1.5 → −1.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: gemmlowp `fixedpoint/fixedpoint.h`, `SaturatingRoundingDoublingHighMul`;
///   Arm `SQRDMULH`.
public func roundingDoublingHighMultiply(_ a: Int32, _ b: Int32) -> Int32 {
  // |a · b| ≤ 2⁶²: adding a half cannot overflow Int64.
  Int32(clamping: (Int64(a) * Int64(b) + (1 << 30)) >> 31)
}

/// Multiplies two Q0.15 numbers: `a · b / 2¹⁵`, rounded to the nearest integer.
///
/// - Units: an `Int16` `x` represents the real number `x / 2¹⁵`, in [−1, 1).
/// - Rounding: to nearest; a tie goes up, towards +∞.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: gemmlowp `fixedpoint/fixedpoint.h`, `SaturatingRoundingDoublingHighMul` for
///   `int16_t`; Arm `SQRDMULH`.
public func roundingDoublingHighMultiply(_ a: Int16, _ b: Int16) -> Int16 {
  Int16(clamping: (Int32(a) * Int32(b) + (1 << 14)) >> 15)
}

/// Multiplies two Q0.15 numbers: `a · b / 2¹⁵`, rounded down, towards −∞.
///
/// - Units: an `Int16` `x` represents the real number `x / 2¹⁵`, in [−1, 1).
/// - Rounding: towards −∞: 1.9 → 1 and −1.1 → −2.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: Arm `SQDMULH`, `vqdmulhq_s16`.
public func flooringDoublingHighMultiply(_ a: Int16, _ b: Int16) -> Int16 {
  Int16(clamping: (Int32(a) * Int32(b)) >> 15)
}

/// Multiplies two Q0.31 numbers: `a · b / 2³¹`, rounded down, towards −∞.
///
/// - Units: an `Int32` `x` represents the real number `x / 2³¹`, in [−1, 1).
/// - Rounding: towards −∞.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: Arm `SQDMULH`, `vqdmulhq_s32`.
public func flooringDoublingHighMultiply(_ a: Int32, _ b: Int32) -> Int32 {
  Int32(clamping: (Int64(a) * Int64(b)) >> 31)
}

/// Multiplies two Q0.15 numbers: `a · b / 2¹⁵`, truncated towards zero.
///
/// The portable HARD_SWISH ends with it, to cancel the upward bias of the earlier rounding multiplications.
///
/// - Units: an `Int16` `x` represents the real number `x / 2¹⁵`, in [−1, 1).
/// - Rounding: towards zero: 1.9 → 1 and −1.9 → −1.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `SaturatingDoublingHighMul`.
public func truncatingDoublingHighMultiply(_ a: Int16, _ b: Int16) -> Int16 {
  Int16(clamping: (Int32(a) * Int32(b)) / (1 << 15))
}
