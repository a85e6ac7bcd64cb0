internal import ModelFacts
internal import QuantMath

/// One operator of a split, prepared: the output code of two input codes.
typealias ElementwiseKernel = (Int32, Int32) -> Int32

/// Whether one input of an operator is a constant of one element.
enum OperandShapes { case broadcast, equal }

extension RuntimeKernels {
  /// A quantized ADD on this path.
  ///
  /// - Throws: as `AddPreparation`, on either path; on the default path also what XNNPACK refuses.
  func add(
    _ first: Grid, _ second: Grid, _ output: Grid, _ activation: FusedActivation,
    _ shapes: OperandShapes
  ) throws(PreparationError) -> ElementwiseKernel {
    let p = try AddPreparation(
      first: first, second: second, output: output, activation: activation)
    if self == .defaultX86 {
      do {
        let delegated = try XNNPACKAddPreparation(
          first: first, second: second, output: output, activation: activation)
        return { addXNNPACK($0, $1, delegated) }
      } catch {
        guard error.condition.effect == .notDelegated else { throw error }
      }
    }
    // The built-in kernels for int16 compute what the reference computes.
    guard self == .defaultX86, output.codes != .int16 else { return { addReference($0, $1, p) } }
    switch shapes {
    case .equal: return { addBuiltinEqualShapes($0, $1, p) }
    case .broadcast: return { addBuiltinBroadcast($0, $1, p) }
    }
  }

  /// A quantized MUL without an activation on this path.
  ///
  /// - Throws: as `MultiplyPreparation`, on either path; on the default path also what XNNPACK
  ///   refuses.
  func multiply(
    _ first: Grid, _ second: Grid, _ output: Grid, _ shapes: OperandShapes
  ) throws(PreparationError) -> ElementwiseKernel {
    let p = try MultiplyPreparation(
      first: first, second: second, output: output, activation: .none)
    if self == .defaultX86 {
      do {
        let delegated = try XNNPACKMultiplyPreparation(
          first: first, second: second, output: output, activation: .none)
        return { multiplyXNNPACK($0, $1, delegated) }
      } catch {
        guard error.condition.effect == .notDelegated else { throw error }
      }
    }
    guard self == .defaultX86, output.codes != .int16 else {
      return { multiplyReference($0, $1, p) }
    }
    switch shapes {
    case .equal: return { multiplyBuiltinEqualShapes($0, $1, p) }
    case .broadcast: return { multiplyBuiltinBroadcast($0, $1, p) }
    }
  }
}
