public import ModelFormat

/// How much an operator of the second model differs from the first model.
public struct OperatorError: Sendable {
  /// The operator, in the second model.
  public let op: Operator
  /// Its output, in the second model.
  public let tensor: Tensor
  /// Between the first model's tensor and this output, with the errors of all operators before it; nil if the first
  /// model has no such tensor.
  public let path: TensorDifference?
  /// Between the first model's tensor and what the operator writes alone, when it reads the first model's tensors in its
  /// own quantization; nil if it was not run alone.
  public let own: TensorDifference?
  /// Why it was not run alone; nil if it was.
  public let reason: String?
}

extension [OperatorError] {
  /// The operators that ran alone, the lowest own signal-to-noise ratio first, then the others.
  ///
  /// Equal ones are in the order of execution.
  public var byOwnError: [OperatorError] {
    enumerated().sorted { first, second in
      let (a, b) = (first.element.own?.figures?.order, second.element.own?.figures?.order)
      if a == b { return first.offset < second.offset }
      return (a ?? .infinity, a == nil ? 1 : 0) < (b ?? .infinity, b == nil ? 1 : 0)
    }.map(\.element)
  }
}

extension TensorFigures {
  /// The ratio for sorting: NaN is worse than any number.
  fileprivate var order: Double {
    let ratio = signalToNoise ?? .infinity
    return ratio.isNaN ? -.infinity : ratio
  }
}
