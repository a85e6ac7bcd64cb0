/// Tensors of an operator by the part that they play.
public enum Operand: String, Sendable, CaseIterable {
  /// What is computed from and what comes out, constant or not: inputs and outputs.
  case activations
  /// What is computed from: the data inputs, without weights, bias and parameters.
  case inputs
  /// What comes out.
  case outputs
  /// Inputs and outputs that are those of the whole model.
  case interface
  /// The weights of a matrix operator.
  case weights
  /// The bias of a matrix operator.
  case bias
  /// Inputs that select elements of another.
  case indices
  /// Inputs that shape the computation: shapes, axes, paddings, bounds.
  case parameters
}
