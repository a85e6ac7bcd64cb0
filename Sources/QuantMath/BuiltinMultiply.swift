/// The output code of quantized MUL, as the built-in vector kernel computes it.
///
/// This is the kernel without delegates on Arm and on x86-64, for whole groups of elements (sixteen
/// int8, eight uint8); what is left over goes through `multiplyReference`.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: as the reference.
/// - Overflow: the product is narrowed to 16 bits before the zero point is added: int8 saturates
///   and may wrap with the zero point, uint8 drops the high bits. Within 2¹⁵ codes both give what
///   the reference gives. Left shifts of 32 places or more give 0, as on Arm.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/mul.h`, `MulElementwise` and
///   `MulSimpleBroadcast`; `kernels/internal/optimized/optimized_ops.h`, the same for `uint8`.
public func multiplyBuiltin(_ a: Int32, _ b: Int32, _ p: MultiplyPreparation) -> Int32 {
  // Two 16-bit lanes: the product fits in 32 bits.
  let product = p.first.lane(a) * p.second.lane(b)
  let moved = roundingDivideByPowerOfTwo(
    roundingDoublingHighMultiply(
      product << max(p.multiplier.exponent, 0), p.multiplier.mantissa),
    exponent: max(-p.multiplier.exponent, 0))

  let zeroPoint = Int16(truncatingIfNeeded: p.output.zeroPoint)
  let narrow =
    p.output.codes == .uint8 ? Int16(truncatingIfNeeded: moved) : Int16(clamping: moved)
  return p.bounds.vectorCode(narrow &+ zeroPoint)
}
