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
  /// - Throws: `xnnpack-grid-crash`, whatever the quotient and the two types of 8 bits;
  ///   `xnnpack-types` unless both are int8 or both uint8, and `xnnpack-ratio-out-of-range`
  ///   unless the quotient is in [2⁻⁸, 2⁷].
  /// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_cvt_scalar_params`.
  public init(input: Grid, output: Grid) throws(PreparationError) {
    let isBytes = input.codes.count == 256 && output.codes.count == 256
    if isBytes && input.granularity == .perTensor && output.granularity == .perTensor {
      try Grid.requireXNNPACKValues(input, output, otherwise: .xnnpackGridCrash)
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
