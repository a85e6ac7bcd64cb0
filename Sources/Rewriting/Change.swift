public import ModelFormat

/// One change of a pass, and what must be proved about it.
public struct Change: Sendable {
  /// The id of the pass.
  public let pass: String
  /// The strategy that the pass used; nil for a pass without strategies.
  public var strategy: String?
  /// The subgraph's position in the model.
  public let subgraph: Int
  /// The index of the operator before the pass; nil if only a tensor changed.
  public let op: Int?
  /// The operators that replace it; empty if no operator changed.
  public var operators: [BuiltinOperator] = []
  /// The change in words.
  public let detail: String
  /// What must be proved.
  let claim: Claim

  init(_ info: PassInfo, _ subgraph: Int, _ op: Int?, _ detail: String, _ claim: Claim) {
    (pass, self.subgraph, self.op, self.detail, self.claim) = (info.id, subgraph, op, detail, claim)
  }
}

/// What must be proved about a change.
enum Claim: Sendable {
  /// The element-wise function from one tensor to another is nearly unchanged.
  case function(FunctionClaim)
  /// A tensor that an operator or the caller writes has a new scale or zero point.
  case grid(TensorIndex)
  /// The constant that an operator reads at a position has new codes, for a new scale or zero point.
  case constant(op: Int, position: Int)
  /// The weights in this tensor are new, and so are the biases that depend on them.
  case weights(TensorIndex)
  /// The operator at this index has new weights or a new bias, and is otherwise unchanged.
  case layer(Int)
  /// The operator at this index has scaled channels: its input and its output hold these factors of the old numbers.
  case scaledChannels(Int, [TensorIndex: [Double]])
  /// Tensors of the subgraph went from one 8-bit type to the other.
  case shiftedCodes
  /// Only the places of tensors in memory changed.
  case placement
  /// The operators of the subgraph run in another order.
  case order
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
