extension OutputBounds {
  /// The bounds of a fused activation, as the XNNPACK delegate makes them.
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

  /// The output code of an XNNPACK kernel for a result still short of the zero point.
  ///
  /// - Overflow: saturates in 16 bits, then to the codes, then to the activation's range.
  func xnnpackCode(_ value: Int32, zeroPoint: Int32) -> Int32 {
    code(codes.clamp(CodeRange.int16.clamp(value) &+ zeroPoint))
  }
}

extension Grid {
  /// Throws unless all grids are int8, or all are uint8: what XNNPACK's kernels take.
  static func requireOneXNNPACKType(_ grids: Grid...) throws(PreparationError) {
    for grid in grids
    where grid.codes != grids[0].codes || ![.int8, .uint8].contains(grid.codes) {
      throw PreparationError(.xnnpackTypes, "\(grids[0].codes) and \(grid.codes)")
    }
  }

  /// Throws unless the delegate takes an operator with these ratios of scales.
  ///
  /// NaN passes: the delegate looks whether a ratio is outside, which NaN never is. Then a scale is
  /// no number that XNNPACK can describe, and `requireXNNPACKValues` throws.
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
