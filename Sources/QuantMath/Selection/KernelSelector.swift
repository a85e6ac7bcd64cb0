/// Chooses the function that computes a quantized operator, for its element types, its shapes and
/// the kernels that run it.
///
/// Nothing else chooses: both the search for the numbers of a rewrite and the proof of its result use this,
/// so they cannot assume different arithmetic.
///
/// A result of nil means that the arithmetic of these kernels is not known bit for bit. An error
/// means that the runtime does not prepare or run the operator, or that C++ leaves its result
/// undefined.
///
/// Vector kernels compute whole groups of elements. Up to fifteen elements that are left over at
/// the end of a tensor, or of each row that is repeated, are computed by the reference kernel,
/// which may differ.
public struct KernelSelector: Sendable {
  /// The output code of two input codes.
  public typealias Binary = @Sendable (Int32, Int32) -> Int32
  /// The output code of an input code.
  public typealias Unary = @Sendable (Int32) -> Int32

  /// The kernels that run the operator.
  public let kernels: RuntimeKernels

  /// Chooses among these kernels.
  public init(_ kernels: RuntimeKernels) { self.kernels = kernels }

  /// ADD of two tensors of one type.
  ///
  /// - Parameter allowsPowerOfTwo: the option `pot_scale_int16`, which only int16 reads.
  /// - Throws: as `AddPreparation` and, by the kernels that compute, `XNNPACKAddPreparation` or
  ///   `AddPowerOfTwoPreparation`; also `power-of-two-shapes`.
  public func add(
    _ first: Grid, _ second: Grid, to output: Grid, _ activation: FusedActivation = .none,
    shapes: OperandShapes, allowsPowerOfTwo: Bool = false
  ) throws(PreparationError) -> Binary? {
    if allowsPowerOfTwo, output.codes == .int16,
      let p = try AddPowerOfTwoPreparation(
        first: first, second: second, output: output, activation: activation)
    {
      // The kernel goes through both tensors in parallel and does not check their shapes.
      guard shapes == .equal else {
        throw PreparationError(.powerOfTwoShapes, "one input is repeated")
      }
      return { addPowerOfTwo($0, $1, p) }
    }
    return try sum(first, second, to: output, activation, shapes, subtracts: false)
  }

  /// SUB of two tensors of one type: an ADD whose second multiplier is negated.
  ///
  /// - Throws: as `add`.
  public func subtract(
    _ first: Grid, _ second: Grid, to output: Grid, _ activation: FusedActivation = .none,
    shapes: OperandShapes
  ) throws(PreparationError) -> Binary? {
    guard output.codes != .int16 else { return nil }
    return try sum(first, second, to: output, activation, shapes, subtracts: true)
  }

  private func sum(
    _ first: Grid, _ second: Grid, to output: Grid, _ activation: FusedActivation,
    _ shapes: OperandShapes, subtracts: Bool
  ) throws(PreparationError) -> Binary? {
    if let p = try delegated({ () throws(PreparationError) in
      try XNNPACKAddPreparation(
        first: first, second: second, output: output, activation: activation, subtracts: subtracts)
    }) {
      return { addXNNPACK($0, $1, p) }
    }
    let p = try AddPreparation(
      first: first, second: second, output: output, activation: activation, subtracts: subtracts)
    try requireDefined(p.conditions, first, second, output)
    switch (output.codes, shapes) {
    case _ where kernels == .reference: return { addReference($0, $1, p) }
    // The built-in 8-bit SUB is the reference kernel (LiteRT `kernels/sub.cc`, `EvalQuantized`).
    case _ where subtracts: return { addReference($0, $1, p) }
    case (.int16, .equal): return { addBuiltinWords($0, $1, p) }
    case (.int16, _), (_, .repeatedOtherwise): return { addReference($0, $1, p) }
    case (.int8, .equal), (.int8, .repeatedRows): return { addBuiltinEqualShapes($0, $1, p) }
    case (_, .equal), (_, .oneElement), (_, .repeatedRows), (_, .repeatedElements):
      return { addBuiltinBroadcast($0, $1, p) }
    }
  }

  /// MUL of two tensors of one type.
  ///
  /// - Throws: as `MultiplyPreparation` and, if XNNPACK computes, `XNNPACKMultiplyPreparation`.
  public func multiply(
    _ first: Grid, _ second: Grid, to output: Grid, _ activation: FusedActivation = .none,
    shapes: OperandShapes
  ) throws(PreparationError) -> Binary? {
    if let p = try delegated({ () throws(PreparationError) in
      try XNNPACKMultiplyPreparation(
        first: first, second: second, output: output, activation: activation)
    }) {
      if kernels.isARM { return { multiplyXNNPACKARM($0, $1, p) } }
      return { multiplyXNNPACK($0, $1, p) }
    }
    let p = try MultiplyPreparation(
      first: first, second: second, output: output, activation: activation)
    try requireDefined(p.conditions, first, second, output)
    // The built-in int16 MUL is the reference kernel.
    if kernels == .reference || output.codes == .int16 { return { multiplyReference($0, $1, p) } }
    switch shapes {
    case .equal, .repeatedRows: return { multiplyBuiltinEqualShapes($0, $1, p) }
    case .oneElement, .repeatedElements: return { multiplyBuiltinBroadcast($0, $1, p) }
    case .repeatedOtherwise: return { multiplyReference($0, $1, p) }
    }
  }
}

extension KernelSelector {
  /// Prepares XNNPACK's kernel; nil if its delegate leaves the operator to a built-in one.
  func delegated<Prepared>(
    _ prepare: () throws(PreparationError) -> Prepared
  ) throws(PreparationError) -> Prepared? {
    guard kernels.hasXNNPACK else { return nil }
    do throws(PreparationError) { return try prepare() } catch {
      guard error.condition.effect == .notDelegated else { throw error }
      return nil
    }
  }

  /// Throws if what the runtime computes is undefined in C++.
  func requireDefined(
    _ conditions: [ArithmeticCondition], _ grids: Grid...
  ) throws(PreparationError) {
    for condition in conditions where condition.effect == .undefined {
      let scales = grids.map { "\($0.scale)" }.joined(separator: ", ")
      throw PreparationError(condition, "scales \(scales)")
    }
  }
}
