internal import ModelFormat

/// How many inputs and outputs the kernel of an operator takes.
struct TensorCounts {
  /// How many inputs, optional ones counted.
  let inputs: PartialCount
  /// How many outputs.
  let outputs: PartialCount

  /// Ranges of numbers, the last perhaps without an end.
  struct PartialCount: CustomStringConvertible {
    let ranges: [(least: Int, most: Int?)]

    /// Whether a number is one of them.
    func allows(_ count: Int) -> Bool {
      ranges.contains { range in count >= range.least && range.most.map { count <= $0 } ?? true }
    }

    /// `2`, `2 to 3`, `at least 2`, `5 or 20`.
    var description: String {
      ranges.map { least, most in
        guard let most else { return "at least \(least)" }
        return least == most ? "\(least)" : "\(least) to \(most)"
      }.joined(separator: " or ")
    }

    /// Of `2`, `2-3`, `2-` or `5,20`.
    fileprivate init(_ word: Substring) {
      ranges = word.split(separator: ",").map { range in
        let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        return ((ends.first ?? nil) ?? 0, ends.last ?? nil)
      }
    }
  }

  /// The counts of an operator; nil where they depend on its options or are not known.
  static func of(_ op: BuiltinOperator) -> Self? { table[op.name] }

  private static let table: [String: Self] = {
    var table: [String: Self] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      table[String(words[0])] = Self(
        inputs: PartialCount(words[1]), outputs: PartialCount(words[2]))
    }
    return table
  }()

  /// Operator, inputs, outputs.
  ///
  /// Source: what the kernels' `Prepare` refuses, by allocating a model of each operator with 0 to 6
  /// inputs and 0 to 3 outputs in ai-edge-litert 2.3.0; for LSTM LiteRT `kernels/lstm.cc`, `Prepare`.
  private static let text = """
    ABS 1 1
    ADD 2 1
    ADD_N 2- 1
    ARG_MAX 2 1
    ARG_MIN 2 1
    ASSIGN_VARIABLE 2 0
    ATAN2 2 1
    AVERAGE_POOL_2D 1 1
    BATCH_MATMUL 2 1
    BATCH_TO_SPACE_ND 3 1
    BIDIRECTIONAL_SEQUENCE_LSTM 48 1-2
    BIDIRECTIONAL_SEQUENCE_RNN 12 1-2
    BITCAST 1 1
    BITWISE_XOR 2 1
    BROADCAST_ARGS 2 1
    BROADCAST_TO 2 1
    BUCKETIZE 1 1
    CAST 1 1
    CEIL 1 1
    COMPLEX_ABS 1 1
    CONCATENATION 1- 1
    CONV_2D 3 1
    CONV_3D 2-3 1
    CONV_3D_TRANSPOSE 3-4 1
    COS 1 1
    CUMSUM 2 1
    DENSIFY 1 1
    DEPTHWISE_CONV_2D 3 1
    DEPTH_TO_SPACE 1 1
    DEQUANTIZE 1 1
    DILATE 3 1
    DIV 2 1
    DYNAMIC_UPDATE_SLICE 3- 1-
    ELU 1 1
    EMBEDDING_LOOKUP 2 1
    EMBEDDING_LOOKUP_SPARSE 5 1
    EQUAL 2 1
    EXP 1 1
    EXPAND_DIMS 2 1
    FAKE_QUANT 1 1
    FILL 2 1
    FLOOR 1 1
    FLOOR_DIV 2 1
    FLOOR_MOD 2 1
    FULLY_CONNECTED 2-3 1-2
    GATHER 2 1
    GATHER_ND 2 1
    GELU 1 1
    GREATER 2 1
    GREATER_EQUAL 2 1
    HARD_SWISH 1 1
    HASHTABLE 0 1
    HASHTABLE_FIND 3 1
    HASHTABLE_IMPORT 3 0
    HASHTABLE_LOOKUP 3 2
    HASHTABLE_SIZE 1 1
    IF 1- 0-
    IMAG 1 1
    L2_NORMALIZATION 1 1
    L2_POOL_2D 1 1
    LEAKY_RELU 1 1
    LESS 2 1
    LESS_EQUAL 2 1
    LOCAL_RESPONSE_NORMALIZATION 1 1
    LOG 1 1
    LOGICAL_AND 2 1
    LOGICAL_NOT 1 1
    LOGICAL_OR 2 1
    LOGISTIC 1 1
    LOG_SOFTMAX 1 1
    LSH_PROJECTION 2-3 1
    LSTM 5,20,24 1,4
    MATRIX_DIAG 1 1
    MATRIX_SET_DIAG 2 1
    MAXIMUM 2 1
    MAX_POOL_2D 1 1
    MEAN 2 1
    MINIMUM 2 1
    MIRROR_PAD 2- 1-
    MUL 2 1
    MULTINOMIAL 2 1
    NEG 1 1
    NON_MAX_SUPPRESSION_V4 5-6 1-
    NON_MAX_SUPPRESSION_V5 5-6 1-
    NOT_EQUAL 2 1
    ONE_HOT 4 1
    PACK 1- 1
    PAD 2-3 1
    PADV2 2-3 1
    POW 2 1
    PRELU 2 1
    QUANTIZE 1 1
    RANDOM_STANDARD_NORMAL 1 1
    RANDOM_UNIFORM 1 1
    RANGE 3 1
    RANK 1 1
    READ_VARIABLE 1 1
    REAL 1 1
    REDUCE_ALL 2 1
    REDUCE_ANY 2 1
    REDUCE_MAX 2 1
    REDUCE_MIN 2 1
    REDUCE_PROD 2 1
    REDUCE_WINDOW 5 1
    RELU 1 1
    RELU6 1 1
    RELU_0_TO_1 1 1
    RELU_N1_TO_1 1 1
    RESHAPE 1-2 1
    RESIZE_BILINEAR 2 1
    RESIZE_NEAREST_NEIGHBOR 2 1
    REVERSE_SEQUENCE 2 1
    REVERSE_V2 2 1
    RFFT2D 2 1
    RIGHT_SHIFT 2 1
    RNN 5 1
    ROUND 1 1
    RSQRT 1 1
    SCATTER_ND 3 1
    SEGMENT_SUM 2 1
    SELECT 3 1
    SELECT_V2 3 1
    SHAPE 1 1
    SIGN 1 1-
    SIN 1 1
    SKIP_GRAM 1 1
    SLICE 3 1
    SOFTMAX 1 1
    SPACE_TO_BATCH_ND 3 1
    SPACE_TO_DEPTH 1 1
    SPARSE_TO_DENSE 4 1
    SPLIT 2 1-
    SPLIT_V 3 1-
    SQRT 1 1
    SQUARE 1 1
    SQUARED_DIFFERENCE 2 1
    SQUEEZE 1 1
    STABLEHLO_ADD 2 1
    STABLEHLO_AND 2 1
    STABLEHLO_GATHER 2 1
    STABLEHLO_MAXIMUM 2 1
    STABLEHLO_MINIMUM 2 1
    STABLEHLO_MULTIPLY 2 1
    STABLEHLO_RNG_BIT_GENERATOR 1 2
    STABLEHLO_SCATTER 3 1
    STABLEHLO_SHIFT_LEFT 2 1
    STRIDED_SLICE 4 1
    SUB 2 1
    SUM 2 1
    SVDF 5 1
    TANH 1 1
    TILE 2 1
    TOPK_V2 2 2
    TRANSPOSE 2 1
    TRANSPOSE_CONV 3-4 1
    UNIDIRECTIONAL_SEQUENCE_LSTM 20,24 1
    UNIDIRECTIONAL_SEQUENCE_RNN 5 1
    UNIQUE 1 2
    UNPACK 1 1-
    UNSORTED_SEGMENT_MAX 3 1
    UNSORTED_SEGMENT_MIN 3 1
    UNSORTED_SEGMENT_PROD 3 1
    UNSORTED_SEGMENT_SUM 3 1
    VAR_HANDLE 0- 1-
    WHERE 1 1
    ZEROS_LIKE 1 1
    """
}
