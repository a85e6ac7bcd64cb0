/// The reciprocal of a positive integer, as the runtime approximates it.
///
/// Three steps of Newton's method on the divisor scaled to [1, 2).
public struct Reciprocal: Hashable, Sendable {
  /// The reciprocal of the scaled divisor, in Q0.31: in (1/2, 1].
  public let mantissa: Int32
  /// How many places the divisor was scaled down by: its reciprocal is `mantissa / 2³¹ / 2^shift`.
  public let shift: Int

  /// The reciprocal of `divisor`; nil for 0.
  ///
  /// - Rounding: as the reference's fixed-point arithmetic; the last bits are not exact.
  /// - Overflow: none for 1 and up; a negative number is read as its 32 bits without a sign.
  /// - Source: LiteRT `kernels/internal/common.h`, `GetReciprocal`; gemmlowp
  ///   `fixedpoint/fixedpoint.h`, `one_over_one_plus_x_for_x_in_0_1`.
  public init?(of divisor: Int32) {
    guard divisor != 0 else { return nil }
    let bits = UInt32(bitPattern: divisor)
    let headroom = bits.leadingZeroBitCount
    shift = 31 - headroom
    // The scaled divisor less 1, in Q0.31.
    mantissa = Self.ofOnePlus(Int32(bitPattern: (bits << UInt32(headroom)) &- (1 << 31)))
  }

  /// `1 / (1 + x)` for an `x` of [0, 1) in Q0.31.
  private static func ofOnePlus(_ x: Int32) -> Int32 {
    // Half the denominator, the sum rounded away from 0.
    let sum = Int64(x) + Int64(Int32.max)
    let half = Int32(truncatingIfNeeded: (sum + (sum < 0 ? -1 : 1)) / 2)
    // 48/17 and -32/17 in Q2.29: the line with the smallest error on [1/2, 1].
    var estimate: Int32 = 1_515_870_810 &+ roundingDoublingHighMultiply(half, -1_010_580_540)
    for _ in 0..<3 {
      let error = (1 << 29) &- roundingDoublingHighMultiply(half, estimate)
      let step = roundingDoublingHighMultiply(estimate, error)
      estimate &+= Int32(clamping: Int64(step) << 2)
    }
    return Int32(clamping: Int64(estimate) << 1)
  }
}
