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
  ///   ratio is in [2⁻¹⁶, 2⁸), and `xnnpack-grid-refused`.
  /// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_mul_minmax_scalar_params`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation
  ) throws(PreparationError) {
    try Grid.requireOneXNNPACKType(first, second, output)
    (self.first, self.second, self.output) = (first, second, output)

    ratio = first.scale * second.scale / output.scale
    try Grid.requireXNNPACKRatios([ratio], in: 0x1p-16..<0x1p8, first, second, output)
    bounds = try OutputBounds(xnnpack: activation, on: output)
    try Grid.requireXNNPACKValues(first, second, output, otherwise: .xnnpackGridRefused)
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
/// - Rounding: the high half of the product cut off towards −∞, then to nearest, ties up.
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
