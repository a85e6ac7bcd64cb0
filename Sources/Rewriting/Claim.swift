internal import ModelFormat

/// What is to be proved of a change.
enum Claim: Sendable {
  /// The element-wise function from one tensor to another is nearly the one that it was.
  case function(FunctionClaim)
  /// A tensor that an operator or the caller writes has another scale or zero point.
  case grid(TensorIndex)
  /// The weights in this tensor are others, and those of the biases that follow.
  case weights(TensorIndex)
  /// The operator at this index has other weights or another bias, and is otherwise what it was.
  case layer(Int)
  /// Tensors of the subgraph went from one 8-bit type to the other.
  case shiftedCodes
  /// Only the places of tensors in memory changed.
  case placement
  /// The codes in this tensor took the place of floats at an end of the graph.
  case strippedEnd(TensorIndex)
}

/// Which function is nearly the one that it was.
struct FunctionClaim: Sendable {
  /// By their positions before the pass.
  let (input, output): (TensorIndex, TensorIndex)
  /// How many times the old value the new tensor holds.
  var factor = 1.0
  /// How many times the real function the new tensor holds, if that is another factor.
  var factorOfReal: Double?
  /// Whether it is a hard-swish, and so to be compared with the real function too.
  var isHardSwish = true

  init(from input: TensorIndex, to output: TensorIndex) {
    (self.input, self.output) = (input, output)
  }
}
