/// Moves an accumulator to another grid: `x · multiplier`, rounded twice.
///
/// - Units: `x` in steps of the accumulator, the result in steps of the output.
/// - Rounding: the product to nearest with ties up, then the right shift to nearest with ties
///   away from zero. Two roundings may differ by 1 from the nearest integer.
/// - Overflow: a left shift wraps, as the reference's does. From 31 places on C++ leaves it
///   undefined; this function takes the count modulo 32, as x86-64 does. The product saturates
///   for `.min · .min` alone.
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
