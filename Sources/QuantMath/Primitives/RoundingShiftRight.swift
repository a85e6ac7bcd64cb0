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
