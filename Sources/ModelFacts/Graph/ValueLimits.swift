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
        limits[output.position] = Self.limits(of: op, in: graph, limits).clamped(to: Self.fused(op))
      }
    }
    self.limits = limits
  }

  /// The lowest and the highest number that a tensor can hold; infinite if nothing limits it.
  public subscript(tensor: TensorIndex) -> ClosedRange<Double> {
    limits.indices.contains(tensor.position) ? limits[tensor.position] : Self.unlimited
  }

  private static func limits(
    of op: Operator, in graph: GraphIndex, _ limits: [ClosedRange<Double>]
  ) -> ClosedRange<Double> {
    let inputs = op.inputs.filter { !$0.isAbsent }.map { limits[$0.position] }
    if op.inputs.count == 2, let combine = combined[op.builtin] {
      let sides = op.inputs.compactMap { side(graph.tensor($0), in: graph, limits) }
      return sides.count == 2 ? combine(sides[0], sides[1]) : unlimited
    }
    let traits = op.builtin.traits
    if let range = traits.outputRange { return range }
    switch op.builtin {
    case .relu: return 0...Double.infinity
    case .relu6: return 0...6
    case .reluN1To1: return -1...1
    case .relu0To1: return 0...1
    // Its minimum is at −1.5.
    case .hardSwish: return -0.375...Double.infinity
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

  /// What an operand can hold: a constant with one value holds that.
  private static func side(
    _ tensor: Tensor?, in graph: GraphIndex, _ limits: [ClosedRange<Double>]
  ) -> ClosedRange<Double>? {
    guard let tensor else { return nil }
    if let value = ScalarConstant.value(of: tensor, in: graph), value.isFinite {
      return value...value
    }
    return limits[tensor.index.position]
  }

  private typealias Combine =
    @Sendable (ClosedRange<Double>, ClosedRange<Double>) -> ClosedRange<Double>

  private static let combined: [BuiltinOperator: Combine] = [
    .add: { $0.lowerBound + $1.lowerBound...$0.upperBound + $1.upperBound },
    .sub: { $0.lowerBound - $1.upperBound...$0.upperBound - $1.lowerBound },
    .mul: { a, b in
      let products = [
        a.lowerBound * b.lowerBound, a.lowerBound * b.upperBound, a.upperBound * b.lowerBound,
        a.upperBound * b.upperBound,
      ].map { $0.isNaN ? 0 : $0 }
      let first = products[0]
      return products.reduce(first, min)...products.reduce(first, max)
    },
  ]
}
