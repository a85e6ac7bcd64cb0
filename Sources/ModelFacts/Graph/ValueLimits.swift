public import ModelFormat

/// The real numbers that the tensors of a subgraph can hold, as far as the operators that compute them say.
///
/// A RELU6 writes 0 to 6 whatever it reads: values at an end of that range are results, not values that were cut off.
public struct ValueLimits: Sendable {
  private let limits: [ClosedRange<Double>]

  private static let unlimited = -Double.infinity...Double.infinity

  /// The limits of every tensor, in one pass over the operators.
  public init(_ graph: GraphIndex) {
    var limits = [ClosedRange<Double>](
      repeating: Self.unlimited, count: graph.subgraph.tensors.count)
    for op in graph.subgraph.operators {
      for output in op.outputs where !output.isAbsent && graph.producerIndex(of: output) == op.index
      {
        limits[output.position] = Self.limits(of: op, limits).clamped(to: Self.fused(op))
      }
    }
    self.limits = limits
  }

  /// The lowest and the highest number that a tensor can hold; infinite if nothing limits it.
  public subscript(tensor: TensorIndex) -> ClosedRange<Double> {
    limits.indices.contains(tensor.position) ? limits[tensor.position] : Self.unlimited
  }

  private static func limits(
    of op: Operator, _ limits: [ClosedRange<Double>]
  ) -> ClosedRange<Double> {
    let inputs = op.inputs.filter { !$0.isAbsent }.map { limits[$0.position] }
    let traits = op.builtin.traits
    if let range = traits.outputRange { return range }
    switch op.builtin {
    case .relu: return 0...Double.infinity
    case .relu6: return 0...6
    case .reluN1To1: return -1...1
    case .relu0To1: return 0...1
    // Its minimum is at −1.5.
    case .hardSwish: return -0.375...Double.infinity
    case .mul: return inputs.allSatisfy { $0.lowerBound >= 0 } ? 0...Double.infinity : unlimited
    case .quantize, .dequantize, .mean: return inputs.first ?? unlimited
    case .pad, .padV2: return unlimited
    default: break
    }
    if traits.onlyMovesData {
      return traits.roles.dataInput.flatMap { op.inputs.dropFirst($0).first }
        .flatMap { $0.isAbsent ? nil : limits[$0.position] } ?? unlimited
    }
    guard traits.scales?.equalScales != nil else { return unlimited }
    // It passes on values of its inputs.
    let data = traits.roles.dataInput.map { Array(inputs.dropFirst($0).prefix(1)) } ?? inputs
    guard let first = data.first else { return unlimited }
    return data.reduce(first) {
      min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
    }
  }

  private static func fused(_ op: Operator) -> ClosedRange<Double> {
    switch op.fusedActivation {
    case .relu: 0...Double.infinity
    case .relu6: 0...6
    case .reluN1To1: -1...1
    default: unlimited
    }
  }
}
