/// What a QUANTIZE from integer codes to integer codes needs before the first element.
public struct RequantizePreparation: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The output's grid.
  public let output: Grid
  /// `inputScale / outputScale`, divided in double.
  public let multiplier: Multiplier
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does.
  ///
  /// - Throws: `type-not-supported` except for 8 bits to 8 or 16, and int16 to int8 or int16;
  ///   `missing-quantization` for an output without a scale, which the runtime rejects here;
  ///   `int16-zero-point-not-zero` for int16 to int16, the only pair that it checks.
  /// - Source: LiteRT `kernels/quantize.cc`, `Prepare`.
  public init(input: Grid, output: Grid) throws(PreparationError) {
    let isSupported =
      switch (input.codes, output.codes) {
      case (.int8, .int8), (.int8, .uint8), (.uint8, .int8), (.uint8, .uint8): true
      case (.int8, .int16), (.uint8, .int16), (.int16, .int8), (.int16, .int16): true
      default: false
      }
    guard isSupported else {
      throw PreparationError(.typeNotSupported, "\(input.codes) to \(output.codes)")
    }
    guard output.granularity != .missing else {
      throw PreparationError(.missingQuantization, "output without a scale")
    }
    if input.codes == output.codes { try Grid.requireSymmetricInt16(input, output) }
    (self.input, self.output) = (input, output)

    let real = Double(input.scale) / Double(output.scale)
    multiplier = quantizeMultiplier(real)
    conditions = Grid.conditions(input, output, multiplier: real)
  }
}

/// The output code of a QUANTIZE from codes to codes, as the reference kernel computes it.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator.
/// - Returns: a code of the output's type.
/// - Rounding: as `multiplyByQuantizedMultiplier`. Between int8 and uint8 with equal scales and
///   zero points 128 apart it is exact: the sign bit flips.
/// - Overflow: clamped to the codes; wraps in 32 bits before that, which needs a zero point
///   outside the codes or a multiplier of at least 2¹⁵.
/// - Source: LiteRT `kernels/internal/reference/requantize.h`, `Requantize`.
public func requantizeReference(_ code: Int32, _ p: RequantizePreparation) -> Int32 {
  let moved = multiplyByQuantizedMultiplier(code &- p.input.zeroPoint, p.multiplier)
  return p.output.codes.clamp(moved &+ p.output.zeroPoint)
}

/// The output code of a QUANTIZE from 8 bits to 8 bits, as the built-in vector kernel computes it.
///
/// This is the kernel without delegates on Arm and on x86-64, for whole groups of sixteen elements; what is
/// left over goes through `requantizeReference`. It is also the default between int8 and uint8, which XNNPACK
/// does not support.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator, between 8-bit types.
/// - Returns: a code of the output's type.
/// - Rounding: as the reference, but the right shift rounds ties up, towards +∞: at most one code from it,
///   for codes below the zero point.
/// - Overflow: as the reference. Left shifts of 32 places or more give the zero point, as on Arm.
/// - Source: LiteRT `kernels/internal/optimized/optimized_ops.h`, `Requantize`.
public func requantizeBuiltin(_ code: Int32, _ p: RequantizePreparation) -> Int32 {
  let moved = roundingDoublingHighMultiply(
    (code &- p.input.zeroPoint) << max(p.multiplier.exponent, 0), p.multiplier.mantissa)
  let rounded = roundingShiftRight(moved, by: max(-p.multiplier.exponent, 0))
  return p.output.codes.clamp(rounded &+ p.output.zeroPoint)
}

/// What XNNPACK's QUANTIZE from 8 bits to 8 bits needs: the default path on CPUs.
public struct XNNPACKRequantizePreparation: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The output's grid.
  public let output: Grid
  /// `256 · inputScale / outputScale`, 1...32768: only eight fractional bits.
  public let multiplier: Int32

  /// Prepares the operator as XNNPACK does.
  ///
  /// - Rounding: the quotient to float32; the multiplier to nearest, ties to even.
  /// - Throws: `xnnpack-quantization-crash`, whatever the quotient and the two 8-bit types; `xnnpack-types` unless
  ///   both are int8 or both uint8, and `xnnpack-ratio-out-of-range` unless the quotient is in [2⁻⁸, 2⁷].
  /// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_cvt_scalar_params`.
  public init(input: Grid, output: Grid) throws(PreparationError) {
    let isBytes = input.codes.count == 256 && output.codes.count == 256
    if isBytes && input.granularity == .perTensor && output.granularity == .perTensor {
      try Grid.requireXNNPACKValues(input, output, otherwise: .xnnpackQuantizationCrash)
    }
    try Grid.requireOneXNNPACKType(input, output)
    (self.input, self.output) = (input, output)

    let ratio = input.scale / output.scale
    let taken: ClosedRange<Float> = 0x1p-8...0x1p7
    guard taken.contains(ratio) else {
      throw PreparationError(.xnnpackRatioOutOfRange, "ratio \(ratio)")
    }
    multiplier = Int32(clamping: roundHalfToEven(Double(256 * ratio)))
  }
}

/// The output code of a QUANTIZE from 8 bits to 8 bits, as XNNPACK computes it.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator.
/// - Returns: a code of the output's type.
/// - Rounding: to nearest, ties up, of a product whose multiplier has eight fractional bits:
///   often one code from the reference.
/// - Overflow: clamped to the codes; wraps in 32 bits before that, which needs a zero point
///   outside the codes.
/// - Source: XNNPACK `src/qs8-vcvt/scalar.c.in`.
public func requantizeXNNPACK(_ code: Int32, _ p: XNNPACKRequantizePreparation) -> Int32 {
  let product = (code &- p.input.zeroPoint) &* p.multiplier
  return p.output.codes.clamp((product &+ 128 &+ p.output.zeroPoint << 8) >> 8)
}
