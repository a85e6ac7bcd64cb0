internal import ModelFormat

/// What must be proved about a change.
enum Claim: Sendable {
  /// The element-wise function from one tensor to another is nearly unchanged.
  case function(FunctionClaim)
  /// A tensor that an operator or the caller writes has a new scale or zero point.
  case grid(TensorIndex)
  /// The weights in this tensor are new, and so are the biases that depend on them.
  case weights(TensorIndex)
  /// The operator at this index has new weights or a new bias, and is otherwise unchanged.
  case layer(Int)
  /// Tensors of the subgraph went from one 8-bit type to the other.
  case shiftedCodes
  /// The codes in this tensor replaced floats at an input or output of the graph.
  case strippedEnd(TensorIndex)
}

/// The function that is nearly unchanged.
struct FunctionClaim: Sendable {
  /// Their indices before the pass.
  let (input, output): (TensorIndex, TensorIndex)
  /// The factor of the old value that the new tensor holds.
  var factor = 1.0
  /// The factor of the real function that the new tensor holds, if it is a different one.
  var factorOfReal: Double?
  /// Whether it is a hard-swish, which is also compared with the real function.
  var isHardSwish = true

  init(from input: TensorIndex, to output: TensorIndex) {
    (self.input, self.output) = (input, output)
  }
}
