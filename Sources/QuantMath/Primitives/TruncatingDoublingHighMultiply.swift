/// Multiplies two Q0.15 numbers: `a · b / 2¹⁵`, cut off towards zero.
///
/// The portable HARD_SWISH ends with it, to cancel the upward bias of the rounding
/// multiplications before.
///
/// - Units: an `Int16` `x` stands for the real number `x / 2¹⁵`, in [−1, 1).
/// - Rounding: towards zero: 1.9 → 1 and −1.9 → −1.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `SaturatingDoublingHighMul`.
public func truncatingDoublingHighMultiply(_ a: Int16, _ b: Int16) -> Int16 {
  Int16(clamping: (Int32(a) * Int32(b)) / (1 << 15))
}
