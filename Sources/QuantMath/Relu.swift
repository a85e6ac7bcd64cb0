/// An activation of the RELU family as an operator of its own.
public enum ReluFunction: CaseIterable, Sendable {
  /// At least 0 (operator `RELU`).
  case relu
  /// In [0, 6] (operator `RELU6`).
  case relu6
  /// In [−1, 1] (operator `RELU_N1_TO_1`).
  case reluN1To1
  /// In [0, 1] (operator `RELU_0_TO_1`).
  case relu0To1

  var realBounds: (lower: Float, upper: Float?) {
    switch self {
    case .relu: (0, nil)
    case .relu6: (0, 6)
    case .reluN1To1: (-1, 1)
    case .relu0To1: (0, 1)
    }
  }
}

/// What a quantized operator of the RELU family needs before the first element.
public struct ReluPreparation: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The output's grid.
  public let output: Grid
  /// `inputScale / outputScale`.
  public let multiplier: Multiplier
  /// The function's range.
  public let bounds: OutputBounds
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does.
  ///
  /// - Rounding: the quotient of the scales to float32.
  /// - Throws: `types-differ`, `type-not-supported`, `int16-zero-point-not-zero`, and `relu-bound-overflow`
  ///   if the runtime converts a bound that does not fit.
  /// - Source: LiteRT `kernels/activations.cc`, `ReluPrepare` and `QuantizedReluX`.
  public init(
    _ function: ReluFunction, input: Grid, output: Grid
  ) throws(PreparationError) {
    try Grid.requireOneType(input, output)
    guard output.codes != .int32 else {
      throw PreparationError(.typeNotSupported, "\(output.codes)")
    }
    try Grid.requireSymmetricInt16(input, output)
    (self.input, self.output) = (input, output)

    let real = Double(input.scale / output.scale)
    multiplier = quantizeMultiplier(real)
    let (lower, upper) = function.realBounds
    bounds = try OutputBounds(lower, upper, on: output, otherwise: .reluBoundOverflow)
    conditions = Grid.conditions(input, output, multiplier: real)
  }
}

/// The output code of a quantized RELU, which also rescales its input to the output's grid.
///
/// - Parameters:
///   - code: an input code.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the function's range.
/// - Rounding: as `multiplyByQuantizedMultiplier`.
/// - Overflow: wraps in 32 bits, which needs a zero point outside the codes or a multiplier of
///   at least 2²³.
/// - Source: LiteRT `kernels/internal/reference/reference_ops.h`, `ReluX`. TFLite Micro
///   differs: its RELU6 clamps the input's code and ignores the output's grid.
public func reluReference(_ code: Int32, _ p: ReluPreparation) -> Int32 {
  let moved = multiplyByQuantizedMultiplier(code &- p.input.zeroPoint, p.multiplier)
  return p.bounds.code(moved &+ p.output.zeroPoint)
}
