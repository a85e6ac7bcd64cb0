/// The output code of quantized HARD_SWISH, as the portable kernel computes it.
///
/// This is the reference kernel on every processor, and the built-in one wherever there is no
/// Arm NEON; on Arm it computes the last elements, where fewer than eight are left.
///
/// - Parameters:
///   - code: an input code; one element, the operator has no memory of its neighbours.
///   - p: the prepared operator.
/// - Returns: a code of the output's type.
/// - Rounding: `x` on the output's grid to nearest; its product with `relu6(x + 3) / 6` cut off
///   towards zero; the last shift to nearest, ties away from zero.
/// - Overflow: saturates where the reference does; zero points far outside the codes wrap in
///   16 bits, as there.
/// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `HardSwish`.
public func hardSwishReference(_ code: Int32, _ p: HardSwishPreparation) -> Int32 {
  p.output.codes.clamp(hardSwishReferenceUnclamped(code, p))
}

/// `hardSwishReference` before the result is clamped to the codes of the output's type.
@inline(__always)
func hardSwishReferenceUnclamped(_ code: Int32, _ p: HardSwishPreparation) -> Int32 {
  let fine = hardSwishFineInput(code, p)
  let scaled = roundingDoublingHighMultiply(fine, p.outputMultiplier.mantissa)

  var reluish = hardSwishReluishBeforeRightShift(fine, p)
  if p.reluishMultiplier.exponent < 0 {
    reluish = roundingDivideByPowerOfTwo(reluish, exponent: -p.reluishMultiplier.exponent)
  }

  let product = truncatingDoublingHighMultiply(hardSwishHalfOpenUnit(reluish), scaled)
  let shifted = roundingDivideByPowerOfTwo(product, exponent: -p.outputMultiplier.exponent)
  return Int32(shifted &+ Int16(truncatingIfNeeded: p.output.zeroPoint))
}

/// The input in steps of 1/128 code; wraps in 16 bits, which no 8-bit zero point reaches.
func hardSwishFineInput(_ code: Int32, _ p: HardSwishPreparation) -> Int16 {
  Int16(truncatingIfNeeded: (code &- p.input.zeroPoint) << 7)
}

/// `x / 3` in Q0.15, saturated to [−1, 1), but for a right shift that may still be due.
@inline(__always)
func hardSwishReluishBeforeRightShift(_ fine: Int16, _ p: HardSwishPreparation) -> Int16 {
  let exponent = p.reluishMultiplier.exponent
  guard exponent > 0 else {
    return roundingDoublingHighMultiply(fine, p.reluishMultiplier.mantissa)
  }
  // The last place is shifted after the multiplication: the mantissa is at least one half, so
  // what saturated before saturates again, and nothing is lost.
  let shifted = saturatingShiftLeft(fine, by: exponent - 1)
  let product = roundingDoublingHighMultiply(shifted, p.reluishMultiplier.mantissa)
  return saturatingShiftLeft(product, by: 1)
}

/// `(y + 1) / 2` for a `y` in Q0.15: from [−1, 1) to [0, 1).
func hardSwishHalfOpenUnit(_ y: Int16) -> Int16 {
  Int16((Int32(y) + 32768) >> 1)
}
