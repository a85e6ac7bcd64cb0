/// What a QUANTIZE from integer codes to integer codes needs before the first element.
public struct RequantizePreparation: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The output's grid.
  public let output: Grid
  /// `inputScale / outputScale`, divided in double.
  public let multiplier: Multiplier
  /// The oddities under which the runtime computes all the same.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does.
  ///
  /// - Throws: `type-not-supported` but for 8 bits to 8 or 16, and int16 to int8 or int16;
  ///   `missing-quantization` for an output without a scale, which the runtime refuses here;
  ///   `int16-zero-point-not-zero` for int16 to int16, the one pair it looks at.
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
