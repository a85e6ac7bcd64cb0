internal import ModelFacts
internal import QuantMath

/// One operator of a split, prepared: the output code of two input codes.
typealias ElementwiseKernel = (Int32, Int32) -> Int32

/// Whether one input of an operator is a constant of one element.
enum OperandShapes { case broadcast, equal }

extension RuntimeKernels {
  /// A quantized ADD on this path; nil where it is not known, as the shapes are not.
  ///
  /// - Throws: as `AddPreparation`, on any path; with XNNPACK also what that refuses.
  func add(
    _ first: Grid, _ second: Grid, _ output: Grid, _ activation: FusedActivation,
    _ shapes: OperandShapes?
  ) throws(PreparationError) -> ElementwiseKernel? {
    let p = try AddPreparation(
      first: first, second: second, output: output, activation: activation)
    if hasXNNPACK {
      do {
        let delegated = try XNNPACKAddPreparation(
          first: first, second: second, output: output, activation: activation)
        return { addXNNPACK($0, $1, delegated) }
      } catch {
        guard error.condition.effect == .notDelegated else { throw error }
      }
    }
    // The built-in kernels for int16 compute what the reference computes.
    guard self != .reference, output.codes != .int16 else { return { addReference($0, $1, p) } }
    return switch shapes {
    case .equal where output.codes == .int8: { addBuiltinEqualShapes($0, $1, p) }
    case .equal, .broadcast: { addBuiltinBroadcast($0, $1, p) }
    case nil: nil
    }
  }

  /// A quantized MUL on this path; nil where it is not known, as the shapes are not.
  ///
  /// - Throws: as `MultiplyPreparation`, on any path; with XNNPACK also what that refuses.
  func multiply(
    _ first: Grid, _ second: Grid, _ output: Grid, _ shapes: OperandShapes?,
    _ activation: FusedActivation = .none
  ) throws(PreparationError) -> ElementwiseKernel? {
    let p = try MultiplyPreparation(
      first: first, second: second, output: output, activation: activation)
    if hasXNNPACK {
      do {
        let delegated = try XNNPACKMultiplyPreparation(
          first: first, second: second, output: output, activation: activation)
        if isARM { return { multiplyXNNPACKARM($0, $1, delegated) } }
        return { multiplyXNNPACK($0, $1, delegated) }
      } catch {
        guard error.condition.effect == .notDelegated else { throw error }
      }
    }
    guard self != .reference, output.codes != .int16 else {
      return { multiplyReference($0, $1, p) }
    }
    return switch shapes {
    case .equal: { multiplyBuiltinEqualShapes($0, $1, p) }
    case .broadcast: { multiplyBuiltinBroadcast($0, $1, p) }
    case nil: nil
    }
  }
}
