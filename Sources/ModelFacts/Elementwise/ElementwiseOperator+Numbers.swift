internal import ModelFormat
internal import QuantMath

/// The operators on two tensors of numbers that stand for themselves: int32 and float32.
extension ElementwiseOperator {
  func wholeNumberKernel() throws(ElementwiseError) -> KernelSelector.Binary {
    let activation = activation
    switch op.builtin {
    case .add: return { activation.applied(to: $0 &+ $1) }
    case .sub: return { activation.applied(to: $0 &- $1) }
    case .mul: return { activation.applied(to: $0 &* $1) }
    case .minimum: return { min($0, $1) }
    case .maximum: return { max($0, $1) }
    default: throw unknownTypes
    }
  }

  func floatKernel() -> ElementwiseKernel {
    let end = selector.activation(activation)
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
