public import ModelFormat

/// What is known about a builtin operator, in any model.
///
/// This is the only such table: rules, passes, proofs and targets all read it. The idea is MLIR's: facts
/// about quantization belong to the operator (TensorFlow `compiler/mlir/lite/ir/tfl_ops.td`,
/// `SameScalesOpInterface`, `FixedOutputRangeInterface`). Facts about kernels are those of ai-edge-litert
/// 2.3.0; tests run one-operator models again.
///
/// It is a class because rules read it for each operator, and passing one on then costs one reference count.
public final class OperatorTraits: Sendable {
  /// The operator.
  public let builtin: BuiltinOperator
  /// The role of each input, by position.
  public let roles: OperandRoles
  /// How many inputs and outputs its kernel accepts; nil if this depends on options, or is unknown.
  public let counts: TensorCounts?
  /// The inputs that may be absent.
  public let optionalInputs: OptionalInputs
  /// The positions of input, weights and bias; nil for an operator that multiplies no matrices.
  public let matrix: MatrixLayout?
  /// How its output holds the elements of its input; nil for an operator that does more than move them.
  let movement: Movement?
  /// How it uses the scales of its 8-bit tensors; nil if it has no 8-bit kernels, or this is unknown.
  public let scales: ScaleUse?
  /// The outputs whose scale and zero point are fixed, by type; empty for most operators.
  public let fixedOutputs: [FixedOutput]
  /// The real values that its output can have, if they do not depend on the input.
  public let outputRange: ClosedRange<Double>?
  /// The fields of its options that name subgraphs; empty for most operators.
  public let subgraphs: [SubgraphField]
  /// The kernels that compute it in int8 and in uint8; nil if one is missing.
  public let eightBitKernels: EightBitKernels?
  /// True for the operators that compare two tensors and return truth values.
  public let isComparison: Bool
  /// True if LiteRT's XNNPACK delegate, which has rules of its own, runs the operator on 8-bit tensors.
  ///
  /// Source: LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `VisitNode`.
  public let isDelegated: Bool
  /// True if LiteRT rejects an int16 tensor with a zero point other than 0.
  public let needsSymmetricInt16: Bool

  /// The element types that LiteRT's kernels run with; nil if they are not known.
  public var types: KernelTypes? { KernelTypes.of(builtin) }

  /// True if the output holds elements of the first input, moved but not changed.
  public var onlyMovesData: Bool { movement != nil }

  /// True for layers that multiply by their own weights, add a bias and have 8-bit kernels.
  public var isQuantizedLayer: Bool { matrix?.bias != nil && eightBitKernels != nil }

  /// True if shifting all codes by 128, into the other 8-bit type, shifts the result by 128: the operator
  /// copies codes, selects among them, compares their order, or runs subgraphs.
  ///
  /// A CONCATENATION does if its scales are equal: its uint8 kernel is the only one that rescales.
  public var givesShiftedCodes: Bool {
    guard eightBitKernels?.agree == true else { return false }
    return switch scales {
    case .passesCodes(let scales): !scales.fillsWithCodeZero
    case .disregards: true
    default: subgraphs.contains(where: \.isRun)
    }
  }

  /// The scale and zero point of the output for these types; nil if the operator fixes none.
  public func fixedOutput(from input: ElementType, to output: ElementType) -> FixedOutput? {
    fixedOutputs.first { $0.input == input && $0.output == output }
  }

  init(_ row: OperatorRow, of builtin: BuiltinOperator) {
    self.builtin = builtin
    roles = row.roles
    counts = row.counts
    optionalInputs = row.optionalInputs
    matrix = row.matrix
    movement = row.movement
    scales = row.scales
    fixedOutputs = row.fixedOutputs
    outputRange = row.outputRange
    subgraphs = row.subgraphs
    eightBitKernels = row.eightBitKernels
    isComparison = row.isComparison
    isDelegated = row.isDelegated
    needsSymmetricInt16 = row.needsSymmetricInt16
  }
}

/// How an operator's output holds the elements of its first input.
enum Movement: Sendable {
  /// In the same order, under another shape.
  case reshaped
  /// In another order, a part of them, or some of them several times.
  case rearranged
}

/// A field of an operator's options that names subgraphs.
public struct SubgraphField: Sendable, Equatable {
  /// The field's name in the schema.
  public let name: String
  /// True if LiteRT runs the subgraph; false if it has no kernel, or if its kernel only looks for one
  /// expected operator in it.
  public let isRun: Bool

  /// The role of the subgraph: `then`, `else`, `cond`, `body`, `init`, `decomposition`.
  public var role: String { String(name.prefix { $0 != "_" }) }
}

/// The positions of the operands of an operator that multiplies matrices.
public struct MatrixLayout: Sendable {
  /// The dimension of the weights that runs along the output channels.
  public enum ChannelAxis: Sendable, Equatable {
    /// This dimension.
    case dimension(Int)
    /// The last dimension, or the last but one if the options have `adj_y` (BATCH_MATMUL).
    case columns
  }

  /// The position of the activation among the inputs.
  public let input: Int
  /// The position of the weights.
  public let weights: Int
  /// The position of the bias; nil for BATCH_MATMUL, which has none and whose operands are interchangeable.
  public let bias: Int?
  /// The dimension of the weights that runs along the output channels.
  public let channelAxis: ChannelAxis
  /// True for a convolution, whose input has positions as well as channels.
  public let isConvolution: Bool
}

/// The kernels of an operator that LiteRT computes in both int8 and uint8.
///
/// Which operators have both, and where the two kernels differ, was measured: each operator alone in
/// ai-edge-litert 2.3.0, with the same numbers in both types and the reference kernels.
public struct EightBitKernels: Sendable {
  /// The lowest version of the operator for int8.
  ///
  /// Source of the versions: LiteRT `tflite/tools/versioning/op_version.cc`,
  /// `GetBuiltinOperatorVersion`.
  public let int8: Int64
  /// The lowest version for uint8.
  public let uint8: Int64
  /// False if the two reference kernels give different codes for the same numbers.
  ///
  /// Kernels that average round differently, by at most one code; the int8 kernel of SUM gives the same code
  /// for everything.
  public var agree = true
}
