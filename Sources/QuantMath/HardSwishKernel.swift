/// An implementation of quantized HARD_SWISH whose every bit is known.
public enum HardSwishKernel: String, CaseIterable, Sendable {
  /// The portable kernel: the reference everywhere, the default on x86-64.
  case litertReference = "litert-reference"
  /// The vector kernel: the default on Arm, for whole groups of eight elements.
  case litertNEON = "litert-neon"

  /// The kernel's name with the element type, such as `litert-reference-int8`.
  public func name(for codes: CodeRange) -> String { "\(rawValue)-\(codes)" }

  /// The output code of one input code.
  public func output(of code: Int32, _ p: HardSwishPreparation) -> Int32 {
    p.output.codes.clamp(unclampedOutput(of: code, p))
  }

  /// The output code of every input code, lowest first: shape `[256]`.
  public func table(_ p: HardSwishPreparation) -> [Int32] {
    (p.input.codes.lowest...p.input.codes.highest).map { output(of: $0, p) }
  }

  /// The result before it is clamped to the codes of the output's type.
  func unclampedOutput(of code: Int32, _ p: HardSwishPreparation) -> Int32 {
    switch self {
    case .litertReference: hardSwishReferenceUnclamped(code, p)
    case .litertNEON: hardSwishNEONUnclamped(code, p)
    }
  }
}

/// The output code of quantized HARD_SWISH, as the portable kernel computes it.
///
/// This is the reference kernel on every processor, and the built-in one wherever there is no
/// Arm NEON; on Arm it computes the last elements, if fewer than eight are left.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator.
/// - Returns: a code of the output's type.
/// - Rounding: `x` on the output's grid to nearest; its product with `relu6(x + 3) / 6` truncated towards
///   zero; the last shift to nearest, ties away from zero.
/// - Overflow: saturates like the reference; zero points far outside the codes wrap in 16 bits, as they do
///   there.
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

/// `x / 3` in Q0.15, saturated to [−1, 1), before a possible right shift.
@inline(__always)
func hardSwishReluishBeforeRightShift(_ fine: Int16, _ p: HardSwishPreparation) -> Int16 {
  let exponent = p.reluishMultiplier.exponent
  guard exponent > 0 else {
    return roundingDoublingHighMultiply(fine, p.reluishMultiplier.mantissa)
  }
  // The last place is shifted after the multiplication: the mantissa is at least one half, so what saturated
  // before saturates again.
  let shifted = saturatingShiftLeft(fine, by: exponent - 1)
  let product = roundingDoublingHighMultiply(shifted, p.reluishMultiplier.mantissa)
  return saturatingShiftLeft(product, by: 1)
}

/// `(y + 1) / 2` for a `y` in Q0.15: from [−1, 1) to [0, 1).
func hardSwishHalfOpenUnit(_ y: Int16) -> Int16 {
  Int16((Int32(y) + 32768) >> 1)
}

/// The output code of quantized HARD_SWISH, as the Arm NEON kernel computes it.
///
/// The default kernel on Arm, for whole groups of eight elements; what is left over goes
/// through `hardSwishReference`. An element's result therefore depends on its position.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator.
/// - Returns: a code of the output's type.
/// - Rounding: as the reference, but both right shifts round ties up and the product is truncated towards −∞.
///   At most one code from the reference, and only for inputs below 0, except under `output-scale-over-512x`,
///   where every output is the zero point.
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

/// Float HARD_SWISH, as the reference kernel computes it.
///
/// - Rounding: the sum, the product and the quotient each to float32.
/// - Overflow: to infinity; NaN stays NaN.
/// - Source: LiteRT `kernels/internal/reference/hard_swish.h`, `HardSwish` for `float`.
public func hardSwishFloatReference(_ x: Float) -> Float {
  // Written like C++'s std::max and std::min, which drop a NaN in the second place.
  let sum = x + 3
  let above: Float = 0 < sum ? sum : 0
  let gate: Float = above < 6 ? above : 6
  return x * gate / 6
}

/// Float HARD_SWISH, as XNNPACK computes it on x86-64 with fused multiply-add (AVX2, AVX-512).
///
/// - Rounding: `x · (1/6) + 1/2` once to float32, its product with `x` to float32. Often the last
///   bit differs from the reference. Processors without fused multiply-add have kernels of their
///   own, whose last bit may differ again.
/// - Overflow: to infinity. XNNPACK flushes subnormal numbers to 0; this function does not.
/// - Source: XNNPACK `src/f32-vhswish/avx512f.c.in`; compared with ai-edge-litert 2.3.0 bit by bit.
public func hardSwishFloatXNNPACK(_ x: Float) -> Float {
  let half: Float = 0.5
  let sum = half.addingProduct(x, 1 / 6)
  return x * min(1, max(0, sum))
}
