/// The output code of quantized MUL, as the built-in vector kernel computes it for two tensors of
/// one shape.
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
/// - Overflow: the product saturates in 16 bits; with the zero point added it wraps. Within 2¹⁵
///   codes that gives what the reference gives. A left shift of 32 places or more gives 0.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/mul.h`, `MulElementwise`; for uint8 by
///   observation of ai-edge-litert 2.3.0, x86-64.
public func multiplyBuiltinEqualShapes(_ a: Int32, _ b: Int32, _ p: MultiplyPreparation) -> Int32 {
  builtinCode(Int16(clamping: builtinProduct(a, b, p)), p)
}

/// The output code of quantized MUL, as the built-in vector kernel computes it where one input is a
/// single element.
///
/// This is the kernel without delegates on Arm and on x86-64, as `multiplyBuiltinEqualShapes` is.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: as the reference.
/// - Overflow: int8 as `multiplyBuiltinEqualShapes`; a product of uint8 loses its high bits, and
///   may come out on the wrong side.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/mul.h`, `MulSimpleBroadcast`;
///   `kernels/internal/optimized/optimized_ops.h`, the same for `uint8`.
public func multiplyBuiltinBroadcast(_ a: Int32, _ b: Int32, _ p: MultiplyPreparation) -> Int32 {
  let product = builtinProduct(a, b, p)
  return p.output.codes == .uint8
    ? builtinCode(Int16(truncatingIfNeeded: product), p)
    : builtinCode(Int16(clamping: product), p)
}

/// The product on the output's grid.
private func builtinProduct(_ a: Int32, _ b: Int32, _ p: MultiplyPreparation) -> Int32 {
  // Two 16-bit lanes: the product fits in 32 bits.
  let product = p.first.lane(a) * p.second.lane(b)
  return roundingDivideByPowerOfTwo(
    roundingDoublingHighMultiply(
      product << max(p.multiplier.exponent, 0), p.multiplier.mantissa),
    exponent: max(-p.multiplier.exponent, 0))
}

/// The code of a narrowed product: the zero point added, which wraps, and clamped.
private func builtinCode(_ product: Int16, _ p: MultiplyPreparation) -> Int32 {
  p.bounds.vectorCode(product &+ Int16(truncatingIfNeeded: p.output.zeroPoint))
}
