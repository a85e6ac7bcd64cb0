/// What a kernel clamps its output to: the fused activation's range within the type's codes.
public struct OutputBounds: Hashable, Sendable {
  /// The lower bound.
  ///
  /// With a zero point outside the codes it may lie outside too.
  public let lowest: Int32
  /// The upper bound; where it is below the lower one, the upper one counts.
  public let highest: Int32
  /// The codes of the output's type.
  public let codes: CodeRange

  /// The output code for a result before clamping.
  ///
  /// - Overflow: the clamped value keeps its low bits, as the reference's cast does; that
  ///   matters only where a bound is no code.
  public func code(_ value: Int32) -> Int32 {
    codes.wrap(min(highest, max(lowest, value)))
  }
}

/// An activation function that an operator applies to its own output.
///
/// Schema: enum `ActivationFunctionType`; the raw value is the schema's.
public enum FusedActivation: Int8, CaseIterable, Sendable {
  /// The output as it is (schema: `NONE`).
  case none = 0
  /// At least 0 (schema: `RELU`).
  case relu = 1
  /// In [−1, 1] (schema: `RELU_N1_TO_1`).
  case reluN1To1 = 2
  /// In [0, 6] (schema: `RELU6`).
  case relu6 = 3
  /// Ignored by the integer kernels (schema: `TANH`).
  case tanh = 4
  /// Ignored by the integer kernels (schema: `SIGN_BIT`).
  case signBit = 5

  /// The real bounds; `nil` where there is none.
  var realBounds: (lower: Float?, upper: Float?) {
    switch self {
    case .none, .tanh, .signBit: (nil, nil)
    case .relu: (0, nil)
    case .reluN1To1: (-1, 1)
    case .relu6: (0, 6)
    }
  }
}

extension OutputBounds {
  /// The bounds of a fused activation on the output's grid.
  ///
  /// - Rounding: each bound divided by the scale in float32, then to nearest, ties away from 0.
  /// - Overflow: adding the zero point wraps, as in the reference.
  /// - Throws: `activation-bound-overflow` where a divided bound is NaN or outside int32.
  /// - Source: LiteRT `kernels/kernel_util.cc`, `CalculateActivationRangeQuantized`.
  public init(_ activation: FusedActivation, on grid: Grid) throws(PreparationError) {
    let (lower, upper) = activation.realBounds
    try self.init(lower, upper, on: grid, otherwise: .activationBoundOverflow)
  }

  /// The bounds on a grid of two real numbers, `nil` for none.
  ///
  /// - Throws: the given condition where a bound divided by the scale is not in int32.
  init(
    _ lower: Float?, _ upper: Float?, on grid: Grid, otherwise condition: ArithmeticCondition
  ) throws(PreparationError) {
    func code(_ real: Float) throws(PreparationError) -> Int32 {
      let quotient = real / grid.scale
      guard !quotient.isNaN, let steps = Int32(exactly: roundHalfAway(Double(quotient))) else {
        throw PreparationError(condition, "\(real) / \(grid.scale) = \(quotient)")
      }
      return grid.zeroPoint &+ steps
    }

    lowest = if let lower { max(grid.codes.lowest, try code(lower)) } else { grid.codes.lowest }
    highest =
      if let upper { min(grid.codes.highest, try code(upper)) } else { grid.codes.highest }
    codes = grid.codes
  }
}
