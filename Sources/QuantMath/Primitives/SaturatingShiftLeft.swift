/// Multiplies by `2^count`, saturating.
///
/// - Overflow: saturates to `.min` or `.max`, however large the count. In the reference counts
///   from 31 on are undefined (C++ shifts an `int`): see `left-shift-undefined`.
/// - Precondition: `count` is not negative.
/// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `SaturatingLeftShift`;
///   Arm `SQSHL`.
public func saturatingShiftLeft(_ x: Int16, by count: Int) -> Int16 {
  precondition(count >= 0, "count must not be negative")
  // 16 places move every number but 0 out of range already.
  return Int16(clamping: Int64(x) << min(count, 16))
}
