/// A real number as an int16 mantissa and a power of two: `mantissa · 2^(exponent − 15)`.
///
/// HARD_SWISH computes in 16-bit lanes and uses this form.
public struct NarrowMultiplier: Hashable, Sendable {
  /// In ±[2¹⁴, 2¹⁵), or 0.
  public let mantissa: Int16
  /// The power of two; at least −31.
  public let exponent: Int

  /// The multiplier with its mantissa rounded to 16 bits.
  ///
  /// - Rounding: to nearest; a tie goes up, towards +∞.
  /// - Overflow: a mantissa that would round to 2¹⁵ becomes 32767; the exponent stays.
  /// - Source: LiteRT `kernels/activations.cc`, `DownScaleInt32ToInt16Multiplier`.
  public init(_ multiplier: Multiplier) {
    let half: Int32 = 1 << 15
    let rounded =
      multiplier.mantissa >= .max - half
      ? Int32(Int16.max) : (multiplier.mantissa + half) >> 16
    // −2³¹ gives −32768, the lowest there is; nothing is cut off.
    mantissa = Int16(truncatingIfNeeded: rounded)
    exponent = multiplier.exponent
  }
}
