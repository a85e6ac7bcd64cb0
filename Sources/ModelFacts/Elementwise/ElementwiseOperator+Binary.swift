internal import ModelFormat
internal import QuantMath

/// The operators on two tensors.
extension ElementwiseOperator {
  func binaryKernel() throws(ElementwiseError) -> ElementwiseKernel {
    let (a, b) = (operands[0], operands[1])
    guard a.type == b.type, a.type == output.type else { throw unknownTypes }
    switch a.type {
    case .float32: return try floatKernel()
    case .int32: return .codes(try wholeNumberKernel())
    default: break
    }
    guard let first = a.tensor.grid, let second = b.tensor.grid, let third = output.grid else {
      throw unknownTypes
    }
    // int16 tensors without scales are plain numbers to the runtime.
    let isPlain = [first, second, third].contains { $0.granularity == .missing }
    guard third.codes != .int16 || !isPlain else { throw unknownTypes }
    let (activation, shapes) = (try activation, OperandShapes(a.shape, b.shape))
    switch op.builtin {
    case .add:
      // The option is true by default, but an operator without options is read as all zeros.
      let allowsPowerOfTwo = op.options != nil && option("pot_scale_int16") != 0
      return .codes(
        try known { () throws(PreparationError) in
          try selector.add(
            first, second, to: third, activation, shapes: shapes,
            allowsPowerOfTwo: allowsPowerOfTwo)
        })
    case .sub:
      return .codes(
        try known { () throws(PreparationError) in
          try selector.subtract(first, second, to: third, activation, shapes: shapes)
        })
    case .mul:
      return .codes(
        try known { () throws(PreparationError) in
          try selector.multiply(first, second, to: third, activation, shapes: shapes)
        })
    case .div: return .code(try quotient(first, second, third))
    // These kernels compare codes, whatever the scales say.
    case .minimum: return .codes { min($0, $1) }
    case .maximum: return .codes { max($0, $1) }
    default: throw unknownTypes
    }
  }

  /// Division by a constant; the delegate has no such operator, and there is one kernel.
  private func quotient(
    _ first: Grid, _ second: Grid, _ third: Grid
  ) throws(ElementwiseError) -> @Sendable (Int32) -> Int32 {
    guard case .constant(.code(let divisor)) = operands[1].value else { throw unknownTypes }
    let activation = try activation
    let p = try prepare { () throws(PreparationError) in
      try DividePreparation(first: first, second: second, output: third, activation: activation)
    }
    try requireDefined(p.conditions)
    let codes = first.codes.lowest...first.codes.highest
    if let code = codes.first(where: { divideReference($0, divisor, p) == nil }) {
      throw ElementwiseError(
        .undefined, "DIV of code \(code) by code \(divisor) is undefined in C++", at: place)
    }
    return { divideReference($0, divisor, p) ?? 0 }
  }
}

/// The operators on two tensors of numbers that represent themselves: int32 and float32.
extension ElementwiseOperator {
  func wholeNumberKernel() throws(ElementwiseError) -> KernelSelector.Binary {
    let activation = try activation
    switch op.builtin {
    case .add: return { activation.applied(to: $0 &+ $1) }
    case .sub: return { activation.applied(to: $0 &- $1) }
    case .mul: return { activation.applied(to: $0 &* $1) }
    case .minimum: return { min($0, $1) }
    case .maximum: return { max($0, $1) }
    default: throw unknownTypes
    }
  }

  func floatKernel() throws(ElementwiseError) -> ElementwiseKernel {
    let end = selector.activation(try activation)
    return switch op.builtin {
    case .add: .reals { end($0 + $1) }
    case .sub: .reals { end($0 - $1) }
    case .mul: .reals { end($0 * $1) }
    case .div: .reals { end($0 / $1) }
    case .minimum: .reals { $0 < $1 ? $0 : $1 }
    default: .reals { $0 > $1 ? $0 : $1 }
    }
  }
}
