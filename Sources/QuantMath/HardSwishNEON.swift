/// The output code of quantized HARD_SWISH, as the Arm NEON kernel computes it.
///
/// The default kernel on Arm, for whole groups of eight elements; what is left over goes
/// through `hardSwishReference`. An element's result therefore depends on its position.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator.
/// - Returns: a code of the output's type.
/// - Rounding: as the reference, but both right shifts round ties up and the product is cut
///   off towards −∞. At most one code from the reference, and only for inputs below 0,
///   except under `output-scale-over-512x`: here every output is then the zero point.
/// - Overflow: as the reference.
/// - Source: LiteRT `kernels/internal/optimized/optimized_ops.h`, `HardSwish`.
public func hardSwishNEON(_ code: Int32, _ p: HardSwishPreparation) -> Int32 {
  p.output.codes.clamp(hardSwishNEONUnclamped(code, p))
}

/// `hardSwishNEON` before the result is clamped to the codes of the output's type.
func hardSwishNEONUnclamped(_ code: Int32, _ p: HardSwishPreparation) -> Int32 {
  let fine = hardSwishFineInput(code, p)
  let scaled = roundingDoublingHighMultiply(fine, p.outputMultiplier.mantissa)

  var reluish = hardSwishReluishBeforeRightShift(fine, p)
  if p.reluishMultiplier.exponent < 0 {
    reluish = roundingShiftRight(reluish, by: -p.reluishMultiplier.exponent)
  }

  let product = flooringDoublingHighMultiply(hardSwishHalfOpenUnit(reluish), scaled)
  let shifted = roundingShiftRight(product, by: -p.outputMultiplier.exponent)
  return Int32(shifted &+ Int16(truncatingIfNeeded: p.output.zeroPoint))
}
