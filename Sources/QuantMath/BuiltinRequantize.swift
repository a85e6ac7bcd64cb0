/// The output code of a QUANTIZE from 8 bits to 8 bits, as the built-in vector kernel computes it.
///
/// This is the kernel without delegates on Arm and on x86-64, for whole groups of sixteen elements;
/// what is left over goes through `requantizeReference`. It is also the default where int8 becomes
/// uint8 or the other way, which XNNPACK does not take.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator, between 8-bit types.
/// - Returns: a code of the output's type.
/// - Rounding: as the reference, but the right shift takes ties up, towards +∞: at most one code
///   from it, for codes below the zero point.
/// - Overflow: as the reference. Left shifts of 32 places or more give the zero point, as on Arm.
/// - Source: LiteRT `kernels/internal/optimized/optimized_ops.h`, `Requantize`.
public func requantizeBuiltin(_ code: Int32, _ p: RequantizePreparation) -> Int32 {
  let moved = roundingDoublingHighMultiply(
    (code &- p.input.zeroPoint) << max(p.multiplier.exponent, 0), p.multiplier.mantissa)
  let rounded = roundingShiftRight(moved, by: max(-p.multiplier.exponent, 0))
  return p.output.codes.clamp(rounded &+ p.output.zeroPoint)
}
