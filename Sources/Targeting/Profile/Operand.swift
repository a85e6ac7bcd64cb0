/// Tensors of an operator by their role.
public enum Operand: String, Sendable, CaseIterable {
  /// Data inputs and outputs, constant or not.
  case activations
  /// The data inputs, without weights, bias and parameters.
  case inputs
  /// The outputs.
  case outputs
  /// Inputs and outputs of the whole model.
  case interface
  /// The weights of a matrix operator.
  case weights
  /// The bias of a matrix operator.
  case bias
  /// Inputs that select elements of another.
  case indices
  /// Parameters of the computation: shapes, axes, paddings, bounds.
  case parameters

  /// The role in words: `inputs`, `model inputs and outputs`.
  var words: String { self == .interface ? "model inputs and outputs" : rawValue }

  /// `are`, or `is` for the bias.
  var verb: String { self == .bias ? "is" : "are" }
}
