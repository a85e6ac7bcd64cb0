/// What a quantized MUL needs before the first element, for 8-bit and for int16 codes.
public struct MultiplyPreparation: Hashable, Sendable {
  /// The first input's grid.
  public let first: Grid
  /// The second input's grid.
  public let second: Grid
  /// The output's grid.
  public let output: Grid
  /// `firstScale · secondScale / outputScale`.
  public let multiplier: Multiplier
  /// The range of the fused activation.
  public let bounds: OutputBounds
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does.
  ///
  /// - Rounding: the product and the quotient of the scales each to float32.
  /// - Throws: `types-differ`, `type-not-supported`, `activation-bound-overflow`, and
  ///   `int16-zero-point-not-zero`, which the runtime finds only when the model runs.
  /// - Source: LiteRT `kernels/mul.cc`, `Prepare`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation
  ) throws(PreparationError) {
    try Grid.requireOperands(first, second, output: output)
    (self.first, self.second, self.output) = (first, second, output)

    let real = Double(first.scale * second.scale / output.scale)
    multiplier = quantizeMultiplier(real)
    bounds = try OutputBounds(activation, on: output)
    conditions = Grid.conditions(first, second, output, multiplier: real)
  }
}

/// The output code of quantized MUL, as the reference kernel computes it.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: as `multiplyByQuantizedMultiplier`.
/// - Overflow: wraps in 32 bits, which needs a zero point outside the codes or a multiplier of
///   at least 2 for int16, 2¹⁵ for 8 bits.
/// - Source: LiteRT `kernels/internal/reference/integer_ops/mul.h` and
///   `kernels/internal/reference/mul.h`, `MulElementwise`.
public func multiplyReference(_ a: Int32, _ b: Int32, _ p: MultiplyPreparation) -> Int32 {
  let product = (a &- p.first.zeroPoint) &* (b &- p.second.zeroPoint)
  return p.bounds.code(
    multiplyByQuantizedMultiplier(product, p.multiplier) &+ p.output.zeroPoint)
}

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
/// - Overflow: the product saturates in 16 bits; with the zero point added it wraps. Within 2¹⁵ codes, the
///   result is that of the reference. A left shift of 32 places or more gives 0.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/mul.h`, `MulElementwise`; for uint8 by
///   observation of ai-edge-litert 2.3.0, x86-64.
public func multiplyBuiltinEqualShapes(_ a: Int32, _ b: Int32, _ p: MultiplyPreparation) -> Int32 {
  builtinCode(Int16(clamping: builtinProduct(a, b, p)), p)
}

/// The output code of quantized MUL, as the built-in vector kernel computes it if one input has a single
/// element.
///
/// This is the kernel without delegates on Arm and on x86-64, like `multiplyBuiltinEqualShapes`.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: as the reference.
/// - Overflow: int8 as `multiplyBuiltinEqualShapes`; a product of uint8 loses its high bits, and may wrap to
///   the wrong sign.
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

/// What XNNPACK's quantized MUL needs before the first element: the default path on CPUs.
public struct XNNPACKMultiplyPreparation: Hashable, Sendable {
  /// The first input's grid.
  public let first: Grid
  /// The second input's grid.
  public let second: Grid
  /// The output's grid.
  public let output: Grid
  /// `firstScale · secondScale / outputScale`, each step rounded to float32.
  public let ratio: Float
  /// The range of the fused activation.
  public let bounds: OutputBounds

  /// Prepares the operator as XNNPACK does.
  ///
  /// - Throws: `xnnpack-types`, `xnnpack-activation`, `xnnpack-ratio-out-of-range` unless the
  ///   ratio is in [2⁻¹⁶, 2⁸), and `xnnpack-quantization-refused`.
  /// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_mul_minmax_scalar_params`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation
  ) throws(PreparationError) {
    try Grid.requireOneXNNPACKType(first, second, output)
    (self.first, self.second, self.output) = (first, second, output)

    ratio = first.scale * second.scale / output.scale
    try Grid.requireXNNPACKRatios([ratio], in: 0x1p-16..<0x1p8, first, second, output)
    bounds = try OutputBounds(xnnpack: activation, on: output)
    try Grid.requireXNNPACKValues(first, second, output, otherwise: .xnnpackQuantizationRefused)
  }

  /// The product of two codes in steps of `firstScale · secondScale`; wraps in 32 bits.
  func product(_ a: Int32, _ b: Int32) -> Int32 {
    (a &- first.zeroPoint) &* (b &- second.zeroPoint)
  }
}

/// The output code of quantized MUL, as XNNPACK computes it on x86-64.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: the product times the ratio to float32, then to nearest, ties to even.
/// - Overflow: saturates, as `xnnpackCode` says.
/// - Source: XNNPACK `src/qs8-vmul/scalar.c.in`, `src/qs8-vmul/sse-mul16-ld64.c.in`.
public func multiplyXNNPACK(_ a: Int32, _ b: Int32, _ p: XNNPACKMultiplyPreparation) -> Int32 {
  let moved = roundHalfToEven(Double(Float(p.product(a, b)) * p.ratio))
  return p.bounds.xnnpackCode(Int32(clamping: moved), zeroPoint: p.output.zeroPoint)
}

/// The output code of quantized MUL, as XNNPACK computes it on Arm.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: the high half of the product truncated towards −∞, then to nearest, ties up.
/// - Overflow: saturates, as `xnnpackCode` says.
/// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_mul_minmax_rndnu_neon_params`;
///   `src/qs8-vmul/neon.c.in`, the `rndnu` variant.
public func multiplyXNNPACKARM(
  _ a: Int32, _ b: Int32, _ p: XNNPACKMultiplyPreparation
) -> Int32 {
  // ratio = mantissa / 2³¹ · 2^−shift with the mantissa in [2³⁰, 2³¹): 24 bits, so exact.
  let mantissa = (Int32(p.ratio.significandBitPattern) | 1 << 23) << 7
  let shift = -Int(p.ratio.exponent) - 1
  let after = max(shift, 1)
  let before = after - shift

  let shifted = Int32(clamping: Int64(p.product(a, b)) << before)
  let high = flooringDoublingHighMultiply(shifted, mantissa)
  return p.bounds.xnnpackCode(
    roundingShiftRight(high, by: after), zeroPoint: p.output.zeroPoint)
}
