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
