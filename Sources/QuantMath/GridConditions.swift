extension Grid {
  /// The unusual conditions of this grid that the runtime does not check.
  var conditions: [ArithmeticCondition] {
    var found: [ArithmeticCondition] = []
    switch granularity {
    case .missing: found.append(.missingQuantization)
    case .notPerTensor: found.append(.perAxisQuantization)
    case .perTensor where scale == 0: found.append(.zeroScale)
    case .perTensor where !scale.isFinite: found.append(.scaleNotFinite)
    case .perTensor where scale < 0: found.append(.negativeScale)
    case .perTensor: break
    }
    if !codes.contains(zeroPoint) { found.append(.zeroPointOutsideCodes) }
    return found
  }

  /// The unusual conditions of several grids and of the multiplier made from them, each once.
  ///
  /// - Parameters:
  ///   - grids: in the order of the operator's tensors.
  ///   - multiplier: the real multiplier before it was quantized.
  static func conditions(_ grids: Grid..., multiplier: Double) -> [ArithmeticCondition] {
    var found: [ArithmeticCondition] = []
    for condition in grids.flatMap(\.conditions) where !found.contains(condition) {
      found.append(condition)
    }
    let quantized = quantizeMultiplier(multiplier)
    if !multiplier.isFinite {
      found.append(.multiplierNotFinite)
    } else if multiplier != 0, quantized.mantissa == 0 {
      found.append(.multiplierVanishes)
    } else if quantized.exponent >= 31 {
      found.append(.leftShiftUndefined)
    }
    return found
  }

  /// Throws unless all grids have the codes of the first.
  static func requireOneType(_ grids: Grid...) throws(PreparationError) {
    for grid in grids where grid.codes != grids[0].codes {
      throw PreparationError(.typesDiffer, "\(grids[0].codes) and \(grid.codes)")
    }
  }

  /// Throws unless the grids are valid for ADD and MUL: one type of 8 or 16 bits, and zero points of 0 for
  /// int16.
  static func requireOperands(
    _ first: Grid, _ second: Grid, output: Grid
  ) throws(PreparationError) {
    try requireOneType(first, second, output)
    guard output.codes != .int32 else {
      throw PreparationError(.typeNotSupported, "\(output.codes)")
    }
    try requireSymmetricInt16(first, second, output)
  }

  /// Throws if an int16 grid has a zero point other than 0.
  static func requireSymmetricInt16(_ grids: Grid...) throws(PreparationError) {
    for grid in grids where grid.codes == .int16 && grid.zeroPoint != 0 {
      throw PreparationError(.int16ZeroPointNotZero, "zero point \(grid.zeroPoint)")
    }
  }
}
