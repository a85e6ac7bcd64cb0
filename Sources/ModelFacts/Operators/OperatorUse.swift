public import ModelFormat

/// An operator as a rewrite would use it, before there is a model.
public struct OperatorUse: Sendable {
  /// The operator.
  public let builtin: BuiltinOperator
  /// The type of its data inputs.
  public let input: ElementType
  /// The type of its outputs.
  public let output: ElementType
  /// The type of its weights; nil for an operator without any.
  public let weights: ElementType?
  /// The type of the inputs that select elements; nil for an operator without any.
  public let indices: ElementType?
  /// What it applies to its result before it stores it.
  public let fusedActivation: ActivationFunction

  /// A use; the output has the type of the input unless `to` says otherwise.
  public init(
    _ builtin: BuiltinOperator, _ input: ElementType, to output: ElementType? = nil,
    weights: ElementType? = nil, indices: ElementType? = nil, fused: ActivationFunction = .none
  ) {
    self.builtin = builtin
    self.input = input
    self.output = output ?? input
    self.weights = weights
    self.indices = indices
    fusedActivation = fused
  }
}
