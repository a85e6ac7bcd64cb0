internal import ModelFormat
internal import QuantMath

/// What a step does to real numbers, apart from rounding.
struct RealStep: Sendable {
  enum Operation: Sendable {
    case add, subtract, multiply, divide, minimum, maximum
    /// Nothing but the clamp.
    case keep
    /// `x * relu6(x + 3) / 6`.
    case hardSwish
    /// `x * clamp(x * (1/6) + 1/2)`, the 1/6 in float32.
    case hardSwishByProduct
  }

  enum Operand: Sendable {
    case column(Int)
    case constant(Double)
  }

  let operation: Operation
  let first: Operand
  let second: Operand
  /// The range that the result is clamped to; infinite if it is not clamped.
  let bounds: ClosedRange<Double>
}

extension ElementwiseOperator {
  /// What the operator does to real numbers; nil if that is not known.
  var realStep: RealStep? {
    guard output.type == .float32 else { return nil }
    var parts: [RealStep.Operand] = []
    for operand in operands {
      switch operand.value {
      case .varying(let column) where operand.type == .float32: parts.append(.column(column))
      case .constant(.real(let value)): parts.append(.constant(Double(value)))
      default: return nil
      }
    }
    guard let first = parts.first, let last = parts.last, parts.count <= 2 else { return nil }
    func step(_ operation: RealStep.Operation, _ bounds: ClosedRange<Double>) -> RealStep {
      RealStep(operation: operation, first: first, second: last, bounds: bounds)
    }
    let everything = -Double.infinity...Double.infinity
    return switch op.builtin {
    case .add: activationRange.map { step(.add, $0) }
    case .sub: activationRange.map { step(.subtract, $0) }
    case .mul: activationRange.map { step(.multiply, $0) }
    case .div: activationRange.map { step(.divide, $0) }
    case .minimum: step(.minimum, everything)
    case .maximum: step(.maximum, everything)
    case .relu: step(.keep, 0...Double.infinity)
    case .relu6: step(.keep, 0...6)
    case .reluN1To1: step(.keep, -1...1)
    case .relu0To1: step(.keep, 0...1)
    case .hardSwish: step(kernels == .reference ? .hardSwish : .hardSwishByProduct, everything)
    default: nil
    }
  }

  private var activationRange: ClosedRange<Double>? {
    switch op.knownActivation {
    case FusedActivation.none?: -Double.infinity...Double.infinity
    case .relu?: 0...Double.infinity
    case .relu6?: 0...6
    case .reluN1To1?: -1...1
    case .tanh?, .signBit?, nil: nil
    }
  }
}
