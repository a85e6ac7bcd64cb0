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
    if operands[0].type == .float32 {
      switch kernels {
      case .reference: return .real { hardSwishFloatReference($0) }
      case .defaultX86: return .real { hardSwishFloatXNNPACK($0) }
      case .builtinX86, .builtinARM, .defaultARM: throw unknownTypes
      }
    }
    guard let input = operands[0].tensor.grid, let output = output.grid else { throw unknownTypes }
    let p = try prepare { () throws(PreparationError) in
      try HardSwishPreparation(input: input, output: output)
    }
    try requireDefined(p.conditions)
    if kernels.isARM { return .code { hardSwishNEON($0, p) } }
    return .code { hardSwishReference($0, p) }
  }
}
