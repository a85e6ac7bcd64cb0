/// The role of an operator's input.
public enum OperandRole: Sendable, CaseIterable {
  /// The data that the result is computed from.
  case activation
  /// The weights of a matrix operator, or of a recurrent one.
  case weights
  /// Numbers that are added to the sums of products.
  case bias
  /// Numbers that scale the activation, one for each channel (PRELU).
  case slopes
  /// The rows that indices choose from (EMBEDDING_LOOKUP).
  case table
  /// Indices that select elements of another input.
  case indices
  /// Truth values that choose between other inputs.
  case condition
  /// The shape of the output, or of a part of it.
  case shape
  /// Axes, paddings, bounds, counts and other parameters of the computation.
  case parameter
  /// State that is kept between steps, or read in addition to the activation.
  case state
  /// A variable or a table of the runtime.
  case resource
}

/// The role of each input of an operator, by its position.
///
/// Source: the inputs that LiteRT's kernels name (`tflite/kernels/*.cc`, `kInputTensor` and the
/// like).
public struct OperandRoles: Sendable {
  private let leading: [OperandRole]
  /// The one input whose values the output is computed from, by position; nil if there are
  /// several, or any number.
  public let dataInput: Int?

  init(_ leading: [OperandRole], isVariadic: Bool = false) {
    self.leading = leading
    let data = leading.indices.filter { [.activation, .table].contains(leading[$0]) }
    dataInput = data.count == 1 && !isVariadic ? data.first : nil
  }

  /// The role of an input; inputs after the known ones are activations.
  public subscript(position: Int) -> OperandRole {
    leading.indices.contains(position) ? leading[position] : .activation
  }

  /// The first input with a role; nil if there is none.
  public func first(_ role: OperandRole) -> Int? { leading.firstIndex(of: role) }

  /// Whether the output is computed from the values of an input.
  public func isData(_ position: Int) -> Bool { [.activation, .table].contains(self[position]) }
}
