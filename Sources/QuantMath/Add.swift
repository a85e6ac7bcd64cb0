/// What a quantized ADD needs before the first element, for 8-bit codes and for int16 codes
/// with scales of any size.
///
/// Both inputs are brought to a common fine grid, added there, and brought to the output's.
public struct AddPreparation: Hashable, Sendable {
  /// The first input's grid.
  public let first: Grid
  /// The second input's grid.
  public let second: Grid
  /// The output's grid.
  public let output: Grid
  /// How far codes are shifted left onto the fine grid: 20 places, or 15 for int16.
  public let leftShift: Int
  /// The first input's way to the common grid; at most one half.
  public let firstMultiplier: Multiplier
  /// The second input's way to the common grid; at most one half, and negative where it is
  /// subtracted.
  public let secondMultiplier: Multiplier
  /// The sum's way to the output's grid; less than 1.
  public let outputMultiplier: Multiplier
  /// The range of the fused activation.
  public let bounds: OutputBounds
  /// The oddities under which the runtime computes all the same.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does; SUB is an ADD whose second multiplier is negated.
  ///
  /// - Throws: `types-differ`, `type-not-supported`, `int16-zero-point-not-zero`,
  ///   `activation-bound-overflow`, and `add-multiplier-out-of-range`, which in the runtime
  ///   ends the process: all three multipliers must be in (0, 1).
  /// - Source: LiteRT `kernels/add.cc`, `Prepare`, and `kernels/sub.cc`, `PrepareGeneralSubOp`;
  ///   `kernels/internal/quantization_util.cc`, `QuantizeMultiplierSmallerThanOneExp`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation, subtracts: Bool = false
  ) throws(PreparationError) {
    try Grid.requireOperands(first, second, output: output)
    (self.first, self.second, self.output) = (first, second, output)

    leftShift = output.codes == .int16 ? 15 : 20
    let twiceLargerScale = 2 * Double(max(first.scale, second.scale))
    // In float32, as the runtime does it: where that is no finite number, the multiplier is 0.
    let finerOutputScale = Double(output.scale * Float(1 << leftShift))
    let real = twiceLargerScale / finerOutputScale
    let scales = "scales \(first.scale) + \(second.scale) -> \(output.scale)"
    firstMultiplier = try Self.belowOne(Double(first.scale) / twiceLargerScale, scales)
    let way = try Self.belowOne(Double(second.scale) / twiceLargerScale, scales)
    secondMultiplier =
      subtracts ? Multiplier(mantissa: -way.mantissa, exponent: way.exponent) : way
    outputMultiplier = try Self.belowOne(real, scales)
    bounds = try OutputBounds(activation, on: output)
    conditions = Grid.conditions(first, second, output, multiplier: real)
  }

  private static func belowOne(
    _ real: Double, _ scales: String
  ) throws(PreparationError) -> Multiplier {
    let multiplier = quantizeMultiplier(real)
    guard real > 0, real < 1, multiplier.exponent <= 0 else {
      throw PreparationError(.addMultiplierOutOfRange, scales)
    }
    return multiplier
  }
}

/// The output code of quantized ADD, as the reference kernel computes it.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: three times, as `multiplyByQuantizedMultiplier`.
/// - Overflow: wraps in 32 bits, which needs a zero point outside the codes.
/// - Source: LiteRT `kernels/internal/reference/integer_ops/add.h` and
///   `kernels/internal/reference/add.h`, `AddElementwise`.
public func addReference(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  let x = multiplyByQuantizedMultiplier(
    (a &- p.first.zeroPoint) << p.leftShift, p.firstMultiplier)
  let y = multiplyByQuantizedMultiplier(
    (b &- p.second.zeroPoint) << p.leftShift, p.secondMultiplier)
  let sum = multiplyByQuantizedMultiplier(x &+ y, p.outputMultiplier)
  return p.bounds.code(sum &+ p.output.zeroPoint)
}
