internal import ModelFormat
internal import QuantMath

/// The operators on two tensors.
extension ElementwiseOperator {
  typealias Codes = @Sendable (Int32, Int32) -> Int32

  func binaryKernel() throws(ElementwiseError) -> ElementwiseKernel {
    let (a, b) = (operands[0], operands[1])
    guard a.type == b.type, a.type == output.type else { throw unknownTypes }
    switch a.type {
    case .float32: return floatKernel()
    case .int32: return .codes(try wholeNumberKernel())
    default: break
    }
    guard let first = a.tensor.grid, let second = b.tensor.grid, let third = output.grid else {
      throw unknownTypes
    }
    // int16 tensors without scales are plain numbers to the runtime.
    let isPlain = [first, second, third].contains { $0.granularity == .missing }
    guard third.codes != .int16 || !isPlain else { throw unknownTypes }
    switch op.builtin {
    case .add where third.codes == .int16: return .codes(try sumOfWords(first, second, third))
    case .add: return .codes(try sumOfBytes(first, second, third))
    case .sub where third.codes != .int16: return .codes(try difference(first, second, third))
    case .mul: return .codes(try product(first, second, third))
    case .div: return .code(try quotient(first, second, third))
    // These kernels compare codes, whatever the scales say.
    case .minimum: return .codes { min($0, $1) }
    case .maximum: return .codes { max($0, $1) }
    default: throw unknownTypes
    }
  }

  private func sumOfBytes(
    _ first: Grid, _ second: Grid, _ third: Grid
  ) throws(ElementwiseError) -> Codes {
    let activation = activation
    if let p = try prepareDelegated({ () throws(PreparationError) in
      try XNNPACKAddPreparation(
        first: first, second: second, output: third, activation: activation)
    }) {
      return { addXNNPACK($0, $1, p) }
    }
    let p = try prepare { () throws(PreparationError) in
      try AddPreparation(first: first, second: second, output: third, activation: activation)
    }
    try requireDefined(p.conditions)
    if kernels == .reference { return { addReference($0, $1, p) } }
    switch try vectorKernel() {
    case .equalShapes where third.codes == .int8: return { addBuiltinEqualShapes($0, $1, p) }
    case .equalShapes, .single: return { addBuiltinBroadcast($0, $1, p) }
    }
  }

  /// SUB is an ADD with a negative second multiplier; its built-in int8 kernel is the reference.
  ///
  /// Source: LiteRT `kernels/sub.cc`, `EvalQuantized`.
  private func difference(
    _ first: Grid, _ second: Grid, _ third: Grid
  ) throws(ElementwiseError) -> Codes {
    let activation = activation
    if let p = try prepareDelegated({ () throws(PreparationError) in
      try XNNPACKAddPreparation(
        first: first, second: second, output: third, activation: activation, subtracts: true)
    }) {
      return { addXNNPACK($0, $1, p) }
    }
    let p = try prepare { () throws(PreparationError) in
      try AddPreparation(
        first: first, second: second, output: third, activation: activation, subtracts: true)
    }
    try requireDefined(p.conditions)
    guard kernels == .reference || third.codes == .int8 else {
      throw .notModelled("SUB of uint8 tensors outside XNNPACK", at: place)
    }
    return { addReference($0, $1, p) }
  }

  private func sumOfWords(
    _ first: Grid, _ second: Grid, _ third: Grid
  ) throws(ElementwiseError) -> Codes {
    let activation = activation
    // The option is true by default, but an operator without options is read as all zeros.
    if op.options != nil, option("pot_scale_int16") != 0,
      let p = try prepare({ () throws(PreparationError) in
        try AddPowerOfTwoPreparation(
          first: first, second: second, output: third, activation: activation)
      })
    {
      // The kernel goes through both tensors side by side and does not look at their shapes.
      guard operands[0].shape == operands[1].shape else {
        throw ElementwiseError(
          .undefined,
          "int16 ADD with power-of-two scales reads past the end of the smaller tensor: shapes "
            + "\(operands[0].shape) and \(operands[1].shape) must be equal", at: place)
      }
      return { addPowerOfTwo($0, $1, p) }
    }
    let p = try prepare { () throws(PreparationError) in
      try AddPreparation(first: first, second: second, output: third, activation: activation)
    }
    try requireDefined(p.conditions)
    // Where one operand is repeated, the built-in kernel is the reference.
    let isVector = kernels != .reference && operands[0].shape == operands[1].shape
    return { isVector ? addBuiltinWords($0, $1, p) : addReference($0, $1, p) }
  }

  private func product(
    _ first: Grid, _ second: Grid, _ third: Grid
  ) throws(ElementwiseError) -> Codes {
    let activation = activation
    if let p = try prepareDelegated({ () throws(PreparationError) in
      try XNNPACKMultiplyPreparation(
        first: first, second: second, output: third, activation: activation)
    }) {
      if kernels.isARM { return { multiplyXNNPACKARM($0, $1, p) } }
      return { multiplyXNNPACK($0, $1, p) }
    }
    let p = try prepare { () throws(PreparationError) in
      try MultiplyPreparation(first: first, second: second, output: third, activation: activation)
    }
    try requireDefined(p.conditions)
    if kernels == .reference || third.codes == .int16 { return { multiplyReference($0, $1, p) } }
    switch try vectorKernel() {
    case .equalShapes: return { multiplyBuiltinEqualShapes($0, $1, p) }
    case .single: return { multiplyBuiltinBroadcast($0, $1, p) }
    }
  }

  /// Division by a constant; the delegate has no such operator, and there is one kernel.
  private func quotient(
    _ first: Grid, _ second: Grid, _ third: Grid
  ) throws(ElementwiseError) -> @Sendable (Int32) -> Int32 {
    guard case .constant(.code(let divisor)) = operands[1].value else { throw unknownTypes }
    let activation = activation
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

  /// Which variant of a built-in vector kernel the shapes ask for.
  private enum VectorKernel { case equalShapes, single }

  private func vectorKernel() throws(ElementwiseError) -> VectorKernel {
    let (a, b) = (operands[0], operands[1])
    if a.shape == b.shape { return .equalShapes }
    guard a.isSingle || b.isSingle else {
      throw .notModelled(
        "\(op.builtin.name) of 8-bit tensors with shapes \(a.shape) and \(b.shape) outside XNNPACK",
        at: place)
    }
    return .single
  }
}
