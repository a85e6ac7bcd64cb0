/// What HARD_SWISH needs before the first element: its two multipliers, from the two scales.
///
/// The input, times 128, is rescaled to two grids: the output's (before a right shift), and one where 32768
/// represents 3.
public struct HardSwishPreparation: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The output's grid.
  public let output: Grid
  /// `(inputScale / 128) / outputScale`, each step rounded to float32.
  public let realOutputMultiplier: Float
  /// `realOutputMultiplier` in 16 bits; its exponent is at most 0.
  public let outputMultiplier: NarrowMultiplier
  /// `(inputScale / 128) / (3 / 32768)` in 16 bits.
  public let reluishMultiplier: NarrowMultiplier
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does.
  ///
  /// - Throws: `types-differ`, `type-not-supported` (int16, rejected when the model runs),
  ///   `zero-point-outside-int16`, and `input-scale-over-128x` if the real output multiplier is 1 or more.
  /// - Source: LiteRT `kernels/activations.cc`, `HardSwishPrepare`. The zero point check is in
  ///   the runtime of ai-edge-litert 2.3.0; older ones kept the low 16 bits.
  public init(input: Grid, output: Grid) throws(PreparationError) {
    try Grid.requireOneType(input, output)
    guard input.codes == .int8 || input.codes == .uint8 else {
      throw PreparationError(.typeNotSupported, "\(input.codes)")
    }
    for grid in [input, output] where !CodeRange.int16.contains(grid.zeroPoint) {
      throw PreparationError(.zeroPointOutsideInt16, "zero point \(grid.zeroPoint)")
    }

    // Float arithmetic rounds after each step, as the reference's float32 does.
    let fineScale: Float = 1 / 128 * input.scale
    let threeOver32768: Float = 3 / 32768
    let realOutputMultiplier = fineScale / output.scale
    let outputMultiplier = NarrowMultiplier(quantizeMultiplier(Double(realOutputMultiplier)))
    guard outputMultiplier.exponent <= 0 else {
      throw PreparationError(
        .inputScaleOver128x, "input scale \(input.scale), output scale \(output.scale)")
    }

    (self.input, self.output) = (input, output)
    self.realOutputMultiplier = realOutputMultiplier
    self.outputMultiplier = outputMultiplier
    reluishMultiplier = NarrowMultiplier(
      quantizeMultiplier(Double(fineScale / threeOver32768)))
    var conditions = Grid.conditions(
      input, output, multiplier: Double(realOutputMultiplier))
    // A 16-bit value is shifted right by 16 or more: see `roundingDivideByPowerOfTwo`.
    if outputMultiplier.exponent <= -16 { conditions.append(.outputScaleOver512x) }
    // The left shift is one place less than the exponent, so this takes an input scale of 25 million.
    if reluishMultiplier.exponent >= 32 { conditions.append(.leftShiftUndefined) }
    self.conditions = conditions
  }
}
