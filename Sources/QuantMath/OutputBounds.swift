/// What a kernel clamps its output to: the fused activation's range within the type's codes.
public struct OutputBounds: Hashable, Sendable {
  /// The lower bound.
  ///
  /// With a zero point outside the codes it may lie outside too.
  public let lowest: Int32
  /// The upper bound; if it is below the lower one, the upper one applies.
  public let highest: Int32
  /// The codes of the output's type.
  public let codes: CodeRange

  /// The output code for a result before clamping.
  ///
  /// - Overflow: the clamped value keeps its low bits, as the reference's cast does; that matters only if a
  ///   bound is not a code.
  public func code(_ value: Int32) -> Int32 {
    codes.wrap(min(highest, max(lowest, value)))
  }
}

extension OutputBounds {
  /// The bounds of a fused activation on the output's grid.
  ///
  /// - Rounding: each bound divided by the scale in float32, then to nearest, ties away from 0.
  /// - Overflow: adding the zero point wraps, as in the reference.
  /// - Throws: `activation-bound-overflow` if a divided bound is NaN or outside int32.
  /// - Source: LiteRT `kernels/kernel_util.cc`, `CalculateActivationRangeQuantized`.
  public init(_ activation: FusedActivation, on grid: Grid) throws(PreparationError) {
    let (lower, upper) = activation.realBounds
    try self.init(lower, upper, on: grid, otherwise: .activationBoundOverflow)
  }

  /// The bounds on a grid of two real numbers, `nil` for none.
  ///
  /// - Throws: the given condition if a bound divided by the scale is not in int32.
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

extension OutputBounds {
  /// The output code of a vector kernel for a result with its zero point, in a 16-bit lane.
  ///
  /// - Overflow: saturates to the codes before the activation's range. A bound outside the codes keeps its
  ///   low 8 bits, and if two bounds cross, the lower one applies: both differ from `code`, and both need a
  ///   zero point outside the codes or a negative scale.
  func vectorCode(_ lane: Int16) -> Int32 {
    max(codes.wrap(lowest), min(codes.wrap(highest), codes.clamp(Int32(lane))))
  }
}

extension Grid {
  /// How far a code is from the zero point, in the 16-bit lane of a vector kernel.
  ///
  /// - Overflow: wraps, which needs a zero point far outside the codes.
  func lane(_ code: Int32) -> Int32 {
    Int32(Int16(truncatingIfNeeded: code &- zeroPoint))
  }
}

extension OutputBounds {
  /// The bounds of a fused activation, as the XNNPACK delegate computes them.
  ///
  /// - Rounding: `bound / scale` and the sum with the zero point each to float32, clamped to
  ///   the codes, then to nearest, ties to even: the built-in kernels round them away from 0.
  /// - Throws: `xnnpack-activation` for TANH and SIGN_BIT, which the delegate leaves alone.
  /// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_clamp_scalar_params`; LiteRT
  ///   `delegates/xnnpack/xnnpack_delegate.cc`.
  public init(xnnpack activation: FusedActivation, on grid: Grid) throws(PreparationError) {
    guard activation != .tanh, activation != .signBit else {
      throw PreparationError(.xnnpackActivation, "\(activation)")
    }
    func code(_ real: Float) -> Int32 {
      let position = real / grid.scale + Float(grid.zeroPoint)
      let clamped = min(Float(grid.codes.highest), max(Float(grid.codes.lowest), position))
      return Int32(clamping: roundHalfToEven(Double(clamped)))
    }

    let (lower, upper) = activation.realBounds
    lowest = lower.map(code) ?? grid.codes.lowest
    highest = upper.map(code) ?? grid.codes.highest
    codes = grid.codes
  }

  /// The output code of an XNNPACK kernel for a result to which the zero point is not yet added.
  ///
  /// - Overflow: saturates in 16 bits, then to the codes, then to the activation's range.
  func xnnpackCode(_ value: Int32, zeroPoint: Int32) -> Int32 {
    code(codes.clamp(CodeRange.int16.clamp(value) &+ zeroPoint))
  }
}

extension Grid {
  /// Throws unless all grids are int8, or all are uint8, as XNNPACK's kernels require.
  static func requireOneXNNPACKType(_ grids: Grid...) throws(PreparationError) {
    for grid in grids
    where grid.codes != grids[0].codes || ![.int8, .uint8].contains(grid.codes) {
      throw PreparationError(.xnnpackTypes, "\(grids[0].codes) and \(grid.codes)")
    }
  }

  /// Throws unless the delegate accepts an operator with these ratios of scales.
  ///
  /// NaN passes: the delegate checks whether a ratio is outside, which NaN never is. But then a scale is not
  /// a number that XNNPACK can describe, and `requireXNNPACKValues` throws.
  static func requireXNNPACKRatios(
    _ ratios: [Float], in taken: Range<Float>, _ grids: Grid...
  ) throws(PreparationError) {
    let isOutside = ratios.contains { $0 < taken.lowerBound || $0 >= taken.upperBound }
    guard !isOutside, grids.allSatisfy({ $0.granularity == .perTensor }) else {
      throw PreparationError(
        .xnnpackRatioOutOfRange, "ratios \(ratios.map(\.description).joined(separator: ", "))")
    }
  }

  /// Throws the given condition unless XNNPACK can describe a tensor on each of the grids.
  ///
  /// - Source: LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `GetXNNPackDatatype`.
  static func requireXNNPACKValues(
    _ grids: Grid..., otherwise condition: ArithmeticCondition
  ) throws(PreparationError) {
    for grid in grids {
      let isValue = grid.scale.isPositiveNormal && grid.codes.contains(grid.zeroPoint)
      guard isValue else {
        throw PreparationError(condition, "scale \(grid.scale), zero point \(grid.zeroPoint)")
      }
    }
  }
}
