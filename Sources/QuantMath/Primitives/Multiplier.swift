/// A real number as an int32 mantissa and a power of two: `mantissa · 2^(exponent − 31)`.
public struct Multiplier: Hashable, Sendable {
  /// In ±[2³⁰, 2³¹), or 0.
  public let mantissa: Int32
  /// The power of two; at least −31.
  public let exponent: Int

  /// A multiplier from its parts.
  ///
  /// - Precondition: `exponent` is at least −31.
  public init(mantissa: Int32, exponent: Int) {
    precondition(exponent >= -31, "exponent must be at least -31")
    (self.mantissa, self.exponent) = (mantissa, exponent)
  }
}

/// The multiplier nearest to a real number, as the runtime computes it from scales.
///
/// - Rounding: the mantissa to nearest; a tie goes away from zero.
/// - Overflow: none above; a number below 2⁻³² gives (0, 0), as all its products would be 0.
/// - Errors: none. Infinity and NaN give (0, 0). In C++ their conversion is undefined: this is what x86-64
///   computes; judging from the source, AArch64 crashes for +∞.
/// - Source: LiteRT `kernels/internal/quantization_util.cc`, `QuantizeMultiplier`, in builds
///   without `TFLITE_SINGLE_ROUNDING` and `TFLITE_EMULATE_FLOAT`.
public func quantizeMultiplier(_ real: Double) -> Multiplier {
  let zero = Multiplier(mantissa: 0, exponent: 0)
  guard real.isFinite, real != 0 else { return zero }

  // |real| = significand · 2^real.exponent with the significand in [1, 2). C's `frexp` takes
  // [1/2, 1) instead, hence the + 1. Subnormal numbers are far below 2⁻³² and end as zero.
  var exponent = Int(real.exponent) + 1
  guard exponent >= -32 else { return zero }

  // The 53 bits of the significand, rounded to 31: half a unit added, 22 bits dropped.
  let bits = Int64(real.significandBitPattern) | (1 << 52)
  var mantissa = (bits + (1 << 21)) >> 22
  if real < 0 { mantissa = -mantissa }

  // −2³¹ fits in Int32 and stays; +2³¹ does not.
  if mantissa == 1 << 31 {
    mantissa = 1 << 30
    exponent += 1
  }
  guard exponent >= -31 else { return zero }
  return Multiplier(mantissa: Int32(mantissa), exponent: exponent)
}

/// Rescales an accumulator to another grid: `x · multiplier`, rounded twice.
///
/// - Units: `x` in steps of the accumulator, the result in steps of the output.
/// - Rounding: the product to nearest with ties up, then the right shift to nearest with ties
///   away from zero. Two roundings may differ by 1 from the nearest integer.
/// - Overflow: a left shift wraps, as the reference's does. From 31 places on, it is undefined in C++; this
///   function takes the count modulo 32, like x86-64. The product saturates for `.min · .min` alone.
/// - Errors: none.
/// - Source: LiteRT `kernels/internal/common.cc`, `MultiplyByQuantizedMultiplier`, in builds
///   without `TFLITE_SINGLE_ROUNDING`: all published wheels.
public func multiplyByQuantizedMultiplier(_ x: Int32, _ multiplier: Multiplier) -> Int32 {
  // `&<<` drops the high bits and takes the count modulo 32.
  let shifted = x &<< Int32(truncatingIfNeeded: max(multiplier.exponent, 0))
  return roundingDivideByPowerOfTwo(
    roundingDoublingHighMultiply(shifted, multiplier.mantissa),
    exponent: max(-multiplier.exponent, 0))
}

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
    // −2³¹ gives −32768, the lowest value; nothing is truncated.
    mantissa = Int16(truncatingIfNeeded: rounded)
    exponent = multiplier.exponent
  }
}
