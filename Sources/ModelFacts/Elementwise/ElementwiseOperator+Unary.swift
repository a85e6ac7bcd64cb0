internal import ModelFormat
internal import QuantMath

/// The activations that are operators of their own.
extension ElementwiseOperator {
  func kernel(of function: ReluFunction) throws(ElementwiseError) -> ElementwiseKernel {
    guard operands.count == 1, operands[0].type == output.type else { throw unknownTypes }
    if operands[0].type == .float32 { return .real { function.applied(to: $0) } }
    guard let input = operands[0].tensor.grid, let output = output.grid else { throw unknownTypes }
    let p = try prepare { () throws(PreparationError) in
      try ReluPreparation(function, input: input, output: output)
    }
    try requireDefined(p.conditions)
    return .code { reluReference($0, p) }
  }

  func hardSwishKernel() throws(ElementwiseError) -> ElementwiseKernel {
    guard operands.count == 1, operands[0].type == output.type else { throw unknownTypes }
    if operands[0].type == .float32 { return .real(try known { selector.hardSwish() }) }
    guard let input = operands[0].tensor.grid, let output = output.grid else { throw unknownTypes }
    return .code(
      try prepare { () throws(PreparationError) in try selector.hardSwish(input, to: output) })
  }
}

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

  /// Throws for per-channel scales, because each channel then has its own function.
  private func requireOneScale(_ grid: Grid) throws(ElementwiseError) {
    guard grid.granularity != .notPerTensor else {
      throw ElementwiseError(
        .notElementwise, "the codes have several scales: each channel has its own function",
        at: place)
    }
  }
}

/// Looking codes up in a table.
extension ElementwiseOperator {
  /// GATHER with varying indices, from a constant of one dimension.
  func gatherKernel(in graph: GraphIndex) throws(ElementwiseError) -> Kernel {
    guard op.inputs.count == 2, let source = graph.tensor(op.inputs[0]), source.isConstant else {
      throw ElementwiseError(
        .notElementwise, "GATHER from a tensor that is not constant", at: place)
    }
    guard operands.count == 1, [.int16, .int32].contains(operands[0].type),
      source.type == output.type
    else { throw unknownTypes }
    // The rank is not -1, so an axis of -1 is the first as well.
    guard source.shape.count == 1, [0, -1].contains(option("axis")), option("batch_dims") == 0
    else {
      throw ElementwiseError(
        .notElementwise,
        "GATHER from shape \(source.shape), axis \(option("axis")), batch_dims "
          + "\(option("batch_dims")); it must be one dimension, axis 0, batch_dims 0", at: place)
    }
    let table = try UniformConstant.codes(of: source, at: place)
    // Indices are checked against the table before any result is computed.
    return Kernel(
      function: .code { table.indices.contains(Int($0)) ? table[Int($0)] : 0 },
      tableCount: table.count)
  }
}
