/// What a quantized DIV of 8 bits needs before the first element.
public struct DividePreparation: Hashable, Sendable {
  /// The grid of the dividend.
  public let first: Grid
  /// The grid of the divisor.
  public let second: Grid
  /// The output's grid.
  public let output: Grid
  /// `firstScale / (secondScale · outputScale)`.
  public let multiplier: Multiplier
  /// The range of the fused activation.
  public let bounds: OutputBounds
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does.
  ///
  /// - Rounding: the product and the quotient of the scales each to float32.
  /// - Throws: `types-differ`, `type-not-supported` for other than 8 bits, and
  ///   `activation-bound-overflow`.
  /// - Source: LiteRT `kernels/div.cc`, `Prepare`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation
  ) throws(PreparationError) {
    try Grid.requireOneType(first, second, output)
    guard output.codes == .int8 || output.codes == .uint8 else {
      throw PreparationError(.typeNotSupported, "\(output.codes)")
    }
    (self.first, self.second, self.output) = (first, second, output)
    let real = Double(first.scale / (second.scale * output.scale))
    multiplier = quantizeMultiplier(real)
    bounds = try OutputBounds(activation, on: output)
    conditions = Grid.conditions(first, second, output, multiplier: real)
  }
}

/// The output code of quantized DIV; nil if it is undefined in C++: a divisor that represents 0, or a
/// quotient that would be shifted by a negative number of places or by more than 31.
///
/// This is both the reference kernel and the default one on x86-64.
///
/// - Parameters:
///   - a: a code of the dividend.
///   - b: a code of the divisor.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: the divisor's reciprocal by `Reciprocal`; its product with `a` and the rescaled
///   quotient each as `roundingDoublingHighMultiply`, then the shift to nearest, ties away from 0.
/// - Overflow: wraps in 32 bits, which needs a zero point outside the codes.
/// - Source: LiteRT `kernels/internal/reference/div.h`, `DivElementwise`; compared with ai-edge-litert 2.3.0
///   code by code.
public func divideReference(_ a: Int32, _ b: Int32, _ p: DividePreparation) -> Int32? {
  var dividend = a &- p.first.zeroPoint
  var divisor = b &- p.second.zeroPoint
  if divisor < 0 { (dividend, divisor) = (0 &- dividend, 0 &- divisor) }
  guard let reciprocal = Reciprocal(of: divisor) else { return nil }

  // As many places as leave the sign.
  let headroom = (dividend < 0 ? ~dividend : dividend).leadingZeroBitCount - 1
  let quotient = roundingDoublingHighMultiply(
    dividend << Int32(headroom), reciprocal.mantissa)
  let places = headroom + reciprocal.shift - p.multiplier.exponent
  guard (0...31).contains(places) else { return nil }
  let rescaled = roundingDivideByPowerOfTwo(
    roundingDoublingHighMultiply(quotient, p.multiplier.mantissa), exponent: places)
  return p.bounds.code(rescaled &+ p.output.zeroPoint)
}
