/// Multiplies two Q0.15 numbers: `a · b / 2¹⁵`, cut off towards −∞.
///
/// - Units: an `Int16` `x` stands for the real number `x / 2¹⁵`, in [−1, 1).
/// - Rounding: towards −∞: 1.9 → 1 and −1.1 → −2.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: Arm `SQDMULH`, `vqdmulhq_s16`.
public func flooringDoublingHighMultiply(_ a: Int16, _ b: Int16) -> Int16 {
  Int16(clamping: (Int32(a) * Int32(b)) >> 15)
}

/// Multiplies two Q0.31 numbers: `a · b / 2³¹`, cut off towards −∞.
///
/// - Units: an `Int32` `x` stands for the real number `x / 2³¹`, in [−1, 1).
/// - Rounding: towards −∞.
/// - Overflow: `.min · .min` alone does not fit; it saturates to `.max`.
/// - Errors: none; total over all pairs.
/// - Source: Arm `SQDMULH`, `vqdmulhq_s32`.
public func flooringDoublingHighMultiply(_ a: Int32, _ b: Int32) -> Int32 {
  Int32(clamping: (Int64(a) * Int64(b)) >> 31)
}
