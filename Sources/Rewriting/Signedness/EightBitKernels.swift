internal import ModelFormat

/// The operators that LiteRT computes both in int8 and in uint8.
///
/// Which they are, and where the two differ, was measured: each operator alone in ai-edge-litert
/// 2.3.0, the same numbers in both types, under the reference kernels.
enum EightBitKernels {
  /// The least version of an operator for each of the two types.
  private struct Versions {
    let int8: Int64
    let uint8: Int64

    subscript(_ signedness: Signedness) -> Int64 { signedness == .int8 ? int8 : uint8 }
  }

  /// Source of the versions: LiteRT `tflite/tools/versioning/op_version.cc`,
  /// `GetBuiltinOperatorVersion`.
  private static let versions: [String: Versions] = [
    "ADD": Versions(int8: 2, uint8: 1),
    "ARG_MAX": Versions(int8: 2, uint8: 1),
    "ARG_MIN": Versions(int8: 2, uint8: 1),
    "ASSIGN_VARIABLE": Versions(int8: 1, uint8: 1),
    "AVERAGE_POOL_2D": Versions(int8: 2, uint8: 1),
    "BATCH_TO_SPACE_ND": Versions(int8: 2, uint8: 1),
    "BROADCAST_TO": Versions(int8: 3, uint8: 2),
    "CONCATENATION": Versions(int8: 2, uint8: 1),
    "CONV_2D": Versions(int8: 3, uint8: 1),
    "DEPTHWISE_CONV_2D": Versions(int8: 3, uint8: 1),
    "DEPTH_TO_SPACE": Versions(int8: 2, uint8: 1),
    "DEQUANTIZE": Versions(int8: 2, uint8: 1),
    "DILATE": Versions(int8: 1, uint8: 1),
    "DIV": Versions(int8: 1, uint8: 1),
    "DYNAMIC_UPDATE_SLICE": Versions(int8: 1, uint8: 1),
    "EQUAL": Versions(int8: 2, uint8: 1),
    "EXPAND_DIMS": Versions(int8: 1, uint8: 1),
    "FILL": Versions(int8: 3, uint8: 1),
    "FULLY_CONNECTED": Versions(int8: 4, uint8: 1),
    "GATHER": Versions(int8: 2, uint8: 1),
    "GATHER_ND": Versions(int8: 1, uint8: 1),
    "GELU": Versions(int8: 2, uint8: 2),
    "GREATER": Versions(int8: 2, uint8: 1),
    "GREATER_EQUAL": Versions(int8: 2, uint8: 1),
    "HARD_SWISH": Versions(int8: 1, uint8: 1),
    "IF": Versions(int8: 1, uint8: 1),
    "L2_NORMALIZATION": Versions(int8: 2, uint8: 1),
    "LEAKY_RELU": Versions(int8: 1, uint8: 1),
    "LESS": Versions(int8: 2, uint8: 1),
    "LESS_EQUAL": Versions(int8: 2, uint8: 1),
    "LOGISTIC": Versions(int8: 2, uint8: 1),
    "LOG_SOFTMAX": Versions(int8: 2, uint8: 1),
    "MATRIX_SET_DIAG": Versions(int8: 1, uint8: 1),
    "MAXIMUM": Versions(int8: 2, uint8: 1),
    "MAX_POOL_2D": Versions(int8: 2, uint8: 1),
    "MEAN": Versions(int8: 2, uint8: 1),
    "MINIMUM": Versions(int8: 2, uint8: 1),
    "MIRROR_PAD": Versions(int8: 2, uint8: 1),
    "MUL": Versions(int8: 2, uint8: 1),
    "NOT_EQUAL": Versions(int8: 2, uint8: 1),
    "ONE_HOT": Versions(int8: 1, uint8: 1),
    "PACK": Versions(int8: 2, uint8: 1),
    "PAD": Versions(int8: 2, uint8: 1),
    "PADV2": Versions(int8: 2, uint8: 1),
    "PRELU": Versions(int8: 1, uint8: 1),
    "QUANTIZE": Versions(int8: 1, uint8: 1),
    "RANK": Versions(int8: 1, uint8: 1),
    "READ_VARIABLE": Versions(int8: 1, uint8: 1),
    "REDUCE_MAX": Versions(int8: 2, uint8: 1),
    "REDUCE_MIN": Versions(int8: 2, uint8: 1),
    "RELU": Versions(int8: 2, uint8: 2),
    "RELU6": Versions(int8: 2, uint8: 1),
    "RELU_0_TO_1": Versions(int8: 1, uint8: 1),
    "RELU_N1_TO_1": Versions(int8: 1, uint8: 1),
    "RESHAPE": Versions(int8: 1, uint8: 1),
    "RESIZE_BILINEAR": Versions(int8: 2, uint8: 1),
    "RESIZE_NEAREST_NEIGHBOR": Versions(int8: 2, uint8: 1),
    "REVERSE_V2": Versions(int8: 3, uint8: 1),
    "SELECT": Versions(int8: 1, uint8: 1),
    "SELECT_V2": Versions(int8: 1, uint8: 1),
    "SHAPE": Versions(int8: 1, uint8: 1),
    "SLICE": Versions(int8: 2, uint8: 1),
    "SOFTMAX": Versions(int8: 2, uint8: 1),
    "SPACE_TO_BATCH_ND": Versions(int8: 2, uint8: 1),
    "SPACE_TO_DEPTH": Versions(int8: 2, uint8: 1),
    "SPARSE_TO_DENSE": Versions(int8: 3, uint8: 3),
    "SPLIT": Versions(int8: 2, uint8: 1),
    "SPLIT_V": Versions(int8: 2, uint8: 1),
    "SQUEEZE": Versions(int8: 1, uint8: 1),
    "STABLEHLO_GATHER": Versions(int8: 1, uint8: 1),
    "STABLEHLO_MAXIMUM": Versions(int8: 1, uint8: 1),
    "STABLEHLO_MINIMUM": Versions(int8: 1, uint8: 1),
    "STABLEHLO_PAD": Versions(int8: 1, uint8: 1),
    "STRIDED_SLICE": Versions(int8: 2, uint8: 1),
    "SUB": Versions(int8: 2, uint8: 1),
    "SUM": Versions(int8: 2, uint8: 1),
    "TANH": Versions(int8: 2, uint8: 1),
    "TILE": Versions(int8: 3, uint8: 1),
    "TOPK_V2": Versions(int8: 2, uint8: 1),
    "TRANSPOSE": Versions(int8: 2, uint8: 1),
    "TRANSPOSE_CONV": Versions(int8: 2, uint8: 1),
    "UNIQUE": Versions(int8: 1, uint8: 1),
    "UNPACK": Versions(int8: 2, uint8: 2),
    "WHILE": Versions(int8: 1, uint8: 1),
  ]

  /// Operators whose two reference kernels give different codes for the same numbers.
  ///
  /// The first three round in other ways, and so by one code at most; the int8 kernel of SUM gives
  /// one code for everything.
  private static let unequal: Set<String> = [
    "AVERAGE_POOL_2D", "L2_NORMALIZATION", "RESIZE_BILINEAR", "SUM",
  ]

  /// Operators that copy codes, choose among them or compare them, or run another subgraph: whichever
  /// kernel computes them, codes that all moved by 128 give what they gave, moved by 128.
  ///
  /// A CONCATENATION of uint8 rescales where scales differ; `ShiftProof` sees none such, as int8 has no
  /// such kernel.
  private static let movers: Set<String> = [
    "ARG_MAX", "ARG_MIN", "BATCH_TO_SPACE_ND", "BROADCAST_TO", "CONCATENATION", "DEPTH_TO_SPACE",
    "DYNAMIC_UPDATE_SLICE", "EXPAND_DIMS", "FILL", "GATHER", "GATHER_ND", "IF", "MAXIMUM",
    "MAX_POOL_2D", "MINIMUM", "MIRROR_PAD", "PACK", "PAD", "PADV2", "RANK", "REDUCE_MAX",
    "REDUCE_MIN", "RESHAPE", "RESIZE_NEAREST_NEIGHBOR", "REVERSE_V2", "SELECT", "SELECT_V2",
    "SHAPE", "SLICE", "SPACE_TO_BATCH_ND", "SPACE_TO_DEPTH", "SPLIT", "SPLIT_V", "SQUEEZE",
    "STRIDED_SLICE", "TILE", "TOPK_V2", "TRANSPOSE", "UNPACK", "WHILE",
  ]

  /// True for operators that give the same numbers in either type, by what they are.
  static func onlyMovesCodes(_ builtin: BuiltinOperator) -> Bool { movers.contains(builtin.name) }

  /// True where both types have a kernel.
  static func has(_ builtin: BuiltinOperator) -> Bool { versions[builtin.name] != nil }

  /// True where the kernels of the two types do not agree on every code.
  static func areUnequal(_ builtin: BuiltinOperator) -> Bool { unequal.contains(builtin.name) }

  /// The version that an operator needs when its codes become of a type; nil where that is the
  /// version that it has.
  ///
  /// One that is above what its type asked for stays: something else asked for it.
  static func version(of op: Operator, as signedness: Signedness) -> Int64? {
    guard let versions = versions[op.builtin.name] else { return nil }
    let old = Int64(op.code.version)
    guard old <= versions[signedness.other] else { return nil }
    let isDilated = signedness == .uint8 && op.builtin == .depthwiseConv2D && op.isDilated
    let new = isDilated ? 2 : versions[signedness]
    return new == old ? nil : new
  }
}

extension Operator {
  /// True for a convolution that leaves out neighbours.
  fileprivate var isDilated: Bool {
    ["dilation_w_factor", "dilation_h_factor"].contains { name in
      guard let field = options?.field(named: name),
        case .integer(let factor)? = options?.value(field)
      else { return false }
      return factor != 1
    }
  }
}
