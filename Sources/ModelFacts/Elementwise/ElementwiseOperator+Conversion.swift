internal import ModelFormat
internal import QuantMath

/// The operators from one element type or grid to another.
extension ElementwiseOperator {
  func quantizeKernel() throws(ElementwiseError) -> ElementwiseKernel {
    guard operands.count == 1, let target = output.grid, target.codes != .int32 else {
      throw unknownTypes
    }
    if operands[0].type == .float32 { return .toCode(try quantizeFloat(on: target)) }
    guard let source = operands[0].tensor.grid, source.codes != .int32 else { throw unknownTypes }
    return .code(
      try prepare { () throws(PreparationError) in try selector.requantize(source, to: target) })
  }

  private func quantizeFloat(
    on grid: Grid
  ) throws(ElementwiseError) -> @Sendable (Float) -> Int32 {
    try requireOneScale(grid)
    guard grid.granularity == .perTensor else {
      throw ElementwiseError(
        .refused, "\(output.tensor.label) has no scale", at: place,
        condition: .missingQuantization)
    }
    guard grid.hasUsableScale else {
      throw ElementwiseError(
        .undefined, "quotients by the scale \(grid.scale) are not finite", at: place)
    }
    return try known { selector.quantize(to: grid) }
  }

  func dequantizeKernel() throws(ElementwiseError) -> ElementwiseKernel {
    guard operands.count == 1, output.type == .float32 else { throw unknownTypes }
    // A float16 constant was read as the float32 that it becomes.
    if operands[0].type == .float16 { return .real { $0 } }
    guard let grid = operands[0].tensor.grid, grid.codes != .int32 else { throw unknownTypes }
    try requireOneScale(grid)
    guard grid.codes != .int16 || grid.zeroPoint == 0 else {
      throw ElementwiseError(
        .refused, ArithmeticCondition.int16ZeroPointNotZero.message, at: place,
        condition: .int16ZeroPointNotZero)
    }
    return .toReal(try known { selector.dequantize(grid) })
  }

  func castKernel() throws(ElementwiseError) -> ElementwiseKernel {
    guard operands.count == 1, operands[0].type.codes != nil else { throw unknownTypes }
    if output.type == .float32 { return .toReal { Float($0) } }
    guard let codes = output.type.codes else { throw unknownTypes }
    return .code { castReference($0, to: codes) }
  }

  /// Throws for scales per channel: then each channel has a function of its own.
  private func requireOneScale(_ grid: Grid) throws(ElementwiseError) {
    guard grid.granularity != .notPerTensor else {
      throw ElementwiseError(
        .notElementwise, "the codes have several scales: each channel has a function of its own",
        at: place)
    }
  }
}
