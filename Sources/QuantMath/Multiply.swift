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
  /// The oddities under which the runtime computes all the same.
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
