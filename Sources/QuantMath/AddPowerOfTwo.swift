/// What an int16 ADD with power-of-two scales needs before the first element.
///
/// The runtime uses this form if the option `pot_scale_int16` is true (its default) and all three scales are
/// powers of two; otherwise `AddPreparation` applies.
public struct AddPowerOfTwoPreparation: Hashable, Sendable {
  /// How far the first input's codes are shifted right.
  public let firstShift: Int
  /// How far the second input's codes are shifted right; one of the two is 0.
  public let secondShift: Int
  /// The range of the fused activation.
  public let bounds: OutputBounds

  /// Prepares the operator as the runtime does; `nil` if a scale is not a power of two.
  ///
  /// - Throws: `type-not-supported` for codes other than int16, `int16-zero-point-not-zero`,
  ///   `power-of-two-shift`, `activation-bound-overflow`.
  /// - Source: LiteRT `kernels/add.cc`, `Prepare`.
  public init?(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation
  ) throws(PreparationError) {
    for grid in [first, second, output] where grid.codes != .int16 {
      throw PreparationError(.typeNotSupported, "\(grid.codes)")
    }
    try Grid.requireSymmetricInt16(first, second, output)
    guard let firstExponent = powerOfTwoExponent(of: first.scale),
      let secondExponent = powerOfTwoExponent(of: second.scale),
      let outputExponent = powerOfTwoExponent(of: output.scale)
    else { return nil }

    (firstShift, secondShift) = (
      outputExponent - firstExponent, outputExponent - secondExponent
    )
    guard min(firstShift, secondShift) == 0 else {
      throw PreparationError(
        .powerOfTwoShift, "right shifts \(firstShift) and \(secondShift)")
    }
    bounds = try OutputBounds(activation, on: output)
  }
}

/// The output code of an int16 ADD with power-of-two scales.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code within the fused activation's range.
/// - Rounding: the finer input to nearest, ties away from zero. Past 15 places its shift gives ±1 instead of
///   0: see `roundingDivideByPowerOfTwo`. Beyond 31, which is undefined in C++, this function does the same.
/// - Overflow: the sum saturates.
/// - Source: LiteRT `kernels/internal/reference/add.h`, `Add` for `int16_t`.
public func addPowerOfTwo(_ a: Int32, _ b: Int32, _ p: AddPowerOfTwoPreparation) -> Int32 {
  func aligned(_ code: Int32, _ shift: Int) -> Int32 {
    Int32(
      roundingDivideByPowerOfTwo(Int16(truncatingIfNeeded: code), exponent: min(shift, 31)))
  }
  // The bounds lie within int16, so they saturate the sum as well.
  return p.bounds.code(aligned(a, p.firstShift) + aligned(b, p.secondShift))
}
