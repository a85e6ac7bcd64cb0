/// What XNNPACK's quantized ADD needs before the first element: the default path on CPUs.
public struct XNNPACKAddPreparation: Hashable, Sendable {
  /// The first input's grid.
  public let first: Grid
  /// The second input's grid.
  public let second: Grid
  /// The output's grid.
  public let output: Grid
  /// How far the weighted sum is shifted right: the larger multiplier has 21 bits.
  public let shift: Int
  /// `firstScale / outputScale · 2^shift`.
  public let firstMultiplier: Int32
  /// `secondScale / outputScale · 2^shift`, negative where the input is subtracted.
  public let secondMultiplier: Int32
  /// The range of the fused activation.
  public let bounds: OutputBounds

  /// Prepares the operator as XNNPACK does.
  ///
  /// - Rounding: the quotients to float32; the multipliers to nearest, ties to even.
  /// - Throws: `xnnpack-types`, `xnnpack-activation`, `xnnpack-ratio-out-of-range` unless both
  ///   quotients are in [2⁻¹⁰, 2⁸), and `xnnpack-grid-refused`.
  /// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_add_minmax_scalar_params`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation, subtracts: Bool = false
  ) throws(PreparationError) {
    try Grid.requireOneXNNPACKType(first, second, output)
    (self.first, self.second, self.output) = (first, second, output)

    let (a, b) = (first.scale / output.scale, second.scale / output.scale)
    try Grid.requireXNNPACKRatios([a, b], in: 0x1p-10..<0x1p8, first, second, output)
    bounds = try OutputBounds(xnnpack: activation, on: output)
    try Grid.requireXNNPACKValues(first, second, output, otherwise: .xnnpackGridRefused)

    shift = 20 - Int(max(a, b).exponent)
    // Times a power of two: exact in double, and rounded once.
    let unit = Double(1 << shift)
    firstMultiplier = Int32(clamping: roundHalfToEven(Double(a) * unit))
    let multiplier = Int32(clamping: roundHalfToEven(Double(b) * unit))
    secondMultiplier = subtracts ? -multiplier : multiplier
  }
}

/// The output code of quantized ADD, as XNNPACK computes it on x86-64 and on Arm alike.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: once, to nearest, ties up.
/// - Overflow: the sum wraps in 32 bits, which needs a zero point outside the codes; then it
///   saturates, as `xnnpackCode` says.
/// - Source: XNNPACK `src/qs8-vadd/scalar.c.in`, `src/qs8-vadd/neon.c.in`.
public func addXNNPACK(_ a: Int32, _ b: Int32, _ p: XNNPACKAddPreparation) -> Int32 {
  let half: Int32 = 1 << (p.shift - 1)
  let sum =
    half
    &+ (a &- p.first.zeroPoint) &* p.firstMultiplier
    &+ (b &- p.second.zeroPoint) &* p.secondMultiplier
  return p.bounds.xnnpackCode(sum >> p.shift, zeroPoint: p.output.zeroPoint)
}
