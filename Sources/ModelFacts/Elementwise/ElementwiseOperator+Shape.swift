internal import ModelFormat

extension ElementwiseOperator {
  /// Throws if the runtime does not load a tensor.
  func checkTensors() throws(ElementwiseError) {
    for tensor in operands.map(\.tensor) + [output] {
      if let problem = tensor.quantization?.problem {
        throw ElementwiseError(
          .refused, "\(tensor.tensor.label): \(problem)", at: place)
      }
    }
  }

  /// The operators that move elements of the result to other positions, or repeat them.
  ///
  /// Throws if two functions of the input do not align element by element.
  func rearrangements() throws(ElementwiseError) -> [Int] {
    let varying = operands.filter { !$0.isConstant }
    guard let first = varying.first else { return [] }
    switch op.builtin {
    case let builtin where builtin.traits.movement == .reshaped: return first.rearrangedBy
    case let builtin where builtin.traits.onlyMovesData: return first.rearrangedBy + [op.index]
    case .add, .sub, .mul, .div, .minimum, .maximum: break
    default: return first.rearrangedBy
    }

    guard let shape = BroadcastShape.of(operands[0].shape, operands[1].shape) else {
      throw ElementwiseError(
        .refused,
        "the shapes \(operands[0].shape) and \(operands[1].shape) do not match", at: place)
    }
    for other in varying.dropFirst()
    where other.rearrangedBy != first.rearrangedBy
      || BroadcastShape.trimmed(other.shape) != BroadcastShape.trimmed(first.shape)
    {
      throw ElementwiseError(
        .elementsMove,
        "the operator combines different elements of the input: shapes \(first.shape) and "
          + "\(other.shape), which must be equal and in the same order", at: place)
    }
    return shape == BroadcastShape.trimmed(first.shape)
      ? first.rearrangedBy : first.rearrangedBy + [op.index]
  }
}
