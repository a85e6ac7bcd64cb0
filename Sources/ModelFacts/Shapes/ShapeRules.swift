internal import ModelFormat

/// Computes the output shapes of an operator; throws if its kernel does not run on the input shapes.
typealias ShapeRule = @Sendable (OperatorShapes) throws(ShapeFault) -> [TensorShape]

/// The shape rule of each operator that LiteRT has a kernel for.
///
/// Source: LiteRT `kernels/*.cc`, `Prepare` and the checks of shapes when a kernel runs; a conformance test
/// compares every rule with ai-edge-litert on random models.
struct ShapeRules {
  /// The options table that the kernel reads; nil if it reads none.
  let options: String?
  /// The rule.
  let rule: ShapeRule

  private init(_ rule: @escaping ShapeRule, _ options: String? = nil) {
    self.options = options
    self.rule = rule
  }

  /// The rule of an operator; nil if it has none.
  static func of(_ op: BuiltinOperator) -> Self? { table[op] }

  /// Why operators with a kernel have no rule here.
  static let withoutRule: [String: String] = [
    "IF": "its subgraphs say", "WHILE": "its subgraphs say",
    "STABLEHLO_COMPOSITE": "its subgraph says",
    "STABLEHLO_CASE": "its kernel prepares every subgraph of the model, whichever it names",
    "CALL_ONCE": "it has no tensors",
    "SKIP_GRAM": "the output depends on the text",
  ]

  private static let table: [BuiltinOperator: Self] = {
    var byOperator: [BuiltinOperator: Self] = [:]
    for (names, rule) in byNames {
      for name in names.split(separator: " ") {
        if let op = BuiltinOperator(name: String(name)) { byOperator[op] = rule }
      }
    }
    return byOperator
  }()

  private static var byNames: [(String, Self)] {
    elementwise + windows + matrices + reductions + layout + parts + indexing + generated
      + recurrent + others
  }

  private static let elementwise: [(String, Self)] = [
    (
      """
      ABS EXP SQRT RSQRT SIN COS LOG NEG FLOOR CEIL ROUND SQUARE RELU RELU6 RELU_N1_TO_1 RELU_0_TO_1 \
      LOGISTIC TANH ELU HARD_SWISH LEAKY_RELU GELU ZEROS_LIKE SIGN LOGICAL_NOT CAST QUANTIZE \
      DEQUANTIZE FAKE_QUANT REAL IMAG COMPLEX_ABS BUCKETIZE DENSIFY
      """, Self(ElementwiseShapes.unary)
    ),
    ("L2_NORMALIZATION", Self(ElementwiseShapes.alongLastAxis)),
    ("SOFTMAX", Self(ElementwiseShapes.softmax)),
    ("LOG_SOFTMAX", Self(ElementwiseShapes.logSoftmax)),
    ("LOCAL_RESPONSE_NORMALIZATION", Self(ElementwiseShapes.image)),
    (
      "ADD MUL",
      Self(ElementwiseShapes.broadcast(folding: [.float32, .int8, .uint8, .int16, .int64]))
    ),
    ("MAXIMUM MINIMUM", Self(ElementwiseShapes.broadcast(folding: [.int8]))),
    (
      """
      SUB DIV SQUARED_DIFFERENCE POW FLOOR_DIV FLOOR_MOD EQUAL NOT_EQUAL GREATER \
      GREATER_EQUAL LESS LESS_EQUAL LOGICAL_AND LOGICAL_OR BITWISE_XOR RIGHT_SHIFT
      """, Self(ElementwiseShapes.broadcast())
    ),
    ("PRELU", Self(ElementwiseShapes.prelu)),
    (
      """
      ADD_N STABLEHLO_ADD STABLEHLO_MULTIPLY STABLEHLO_MAXIMUM STABLEHLO_MINIMUM STABLEHLO_AND
      """, Self(ElementwiseShapes.sameShapes)
    ),
    ("STABLEHLO_SHIFT_LEFT", Self(ElementwiseShapes.shiftLeft)),
    ("ATAN2", Self(ElementwiseShapes.sameRanks)),
    ("SELECT", Self(ElementwiseShapes.select)),
    ("SELECT_V2", Self(ElementwiseShapes.selectV2)),
    ("BITCAST", Self(ElementwiseShapes.bitcast)),
  ]

  private static let windows: [(String, Self)] = [
    ("CONV_2D", Self(WindowShapes.conv2D, "Conv2DOptions")),
    ("DEPTHWISE_CONV_2D", Self(WindowShapes.depthwise, "DepthwiseConv2DOptions")),
    ("TRANSPOSE_CONV", Self(WindowShapes.transposeConv, "TransposeConvOptions")),
    ("CONV_3D", Self(WindowShapes.conv3D, "Conv3DOptions")),
    ("CONV_3D_TRANSPOSE", Self(WindowShapes.conv3DTranspose, "Conv3DOptions")),
    ("AVERAGE_POOL_2D MAX_POOL_2D L2_POOL_2D", Self(WindowShapes.pool2D, "Pool2DOptions")),
  ]

  private static let matrices: [(String, Self)] = [
    ("FULLY_CONNECTED", Self(MatrixShapes.fullyConnected, "FullyConnectedOptions")),
    ("BATCH_MATMUL", Self(MatrixShapes.batchMatmul, "BatchMatMulOptions")),
    ("EMBEDDING_LOOKUP", Self(MatrixShapes.embeddingLookup)),
    ("EMBEDDING_LOOKUP_SPARSE", Self(MatrixShapes.embeddingLookupSparse)),
    ("HASHTABLE_LOOKUP", Self(MatrixShapes.hashtableLookup)),
  ]

  private static let reductions: [(String, Self)] = [
    (
      "MEAN SUM REDUCE_PROD REDUCE_MAX REDUCE_MIN REDUCE_ANY REDUCE_ALL",
      Self(ReductionShapes.reduce, "ReducerOptions")
    ),
    ("ARG_MAX ARG_MIN", Self(ReductionShapes.argument)),
    ("CUMSUM", Self(ReductionShapes.cumulativeSum)),
    ("TOPK_V2", Self(ReductionShapes.topK)),
  ]

  private static let layout: [(String, Self)] = [
    ("RESHAPE", Self(LayoutShapes.reshape, "ReshapeOptions")),
    ("SQUEEZE", Self(LayoutShapes.squeeze, "SqueezeOptions")),
    ("EXPAND_DIMS", Self(LayoutShapes.expandDims)),
    ("TRANSPOSE", Self(LayoutShapes.transpose)),
    ("SPACE_TO_DEPTH", Self(LayoutShapes.spaceToDepth, "SpaceToDepthOptions")),
    ("DEPTH_TO_SPACE", Self(LayoutShapes.depthToSpace, "DepthToSpaceOptions")),
    ("SPACE_TO_BATCH_ND", Self(LayoutShapes.spaceToBatch)),
    ("BATCH_TO_SPACE_ND", Self(LayoutShapes.batchToSpace)),
  ]

  private static let parts: [(String, Self)] = [
    ("CONCATENATION", Self(JoiningShapes.concatenation, "ConcatenationOptions")),
    ("PACK", Self(JoiningShapes.pack, "PackOptions")),
    ("UNPACK", Self(JoiningShapes.unpack, "UnpackOptions")),
    ("SPLIT", Self(JoiningShapes.split, "SplitOptions")),
    ("SPLIT_V", Self(JoiningShapes.splitV, "SplitVOptions")),
    ("SLICE", Self(SlicingShapes.slice)),
    ("STRIDED_SLICE", Self(SlicingShapes.stridedSlice, "StridedSliceOptions")),
    ("PAD PADV2", Self(SlicingShapes.pad)),
    ("MIRROR_PAD", Self(SlicingShapes.mirrorPad, "MirrorPadOptions")),
    ("TILE", Self(SlicingShapes.tile)),
    ("BROADCAST_TO", Self(SlicingShapes.broadcastTo)),
    ("RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR", Self(SlicingShapes.resize)),
  ]

  private static let indexing: [(String, Self)] = [
    ("GATHER", Self(IndexingShapes.gather, "GatherOptions")),
    ("GATHER_ND", Self(IndexingShapes.gatherND)),
    ("SCATTER_ND", Self(IndexingShapes.scatterND)),
    ("DYNAMIC_UPDATE_SLICE", Self(IndexingShapes.dynamicUpdateSlice)),
    ("REVERSE_V2", Self(IndexingShapes.reverse)),
    ("REVERSE_SEQUENCE", Self(IndexingShapes.reverseSequence, "ReverseSequenceOptions")),
    ("ONE_HOT", Self(IndexingShapes.oneHot, "OneHotOptions")),
    ("MATRIX_DIAG", Self(IndexingShapes.matrixDiag)),
    ("MATRIX_SET_DIAG", Self(IndexingShapes.matrixSetDiag)),
    ("SPARSE_TO_DENSE", Self(IndexingShapes.sparseToDense)),
  ]

  private static let generated: [(String, Self)] = [
    ("FILL", Self(GeneratedShapes.fill)),
    ("RANDOM_UNIFORM RANDOM_STANDARD_NORMAL", Self(GeneratedShapes.stated)),
    ("RANGE", Self(GeneratedShapes.range)),
    ("SHAPE", Self(GeneratedShapes.shape)),
    ("RANK", Self(GeneratedShapes.scalar)),
    ("MULTINOMIAL", Self(GeneratedShapes.multinomial)),
    ("BROADCAST_ARGS", Self(GeneratedShapes.broadcastArguments)),
    ("UNIQUE", Self(GeneratedShapes.unique)),
    ("WHERE", Self(GeneratedShapes.where)),
    ("RFFT2D", Self(GeneratedShapes.realFFT)),
    ("NON_MAX_SUPPRESSION_V4 NON_MAX_SUPPRESSION_V5", Self(GeneratedShapes.nonMaxSuppression)),
    ("SEGMENT_SUM", Self(GeneratedShapes.segmentSum)),
    (
      """
      UNSORTED_SEGMENT_SUM UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_MIN
      """, Self(GeneratedShapes.unsortedSegment)
    ),
  ]

  private static let recurrent: [(String, Self)] = [
    ("SVDF", Self(RecurrentShapes.svdf, "SVDFOptions")),
    ("RNN", Self(RecurrentShapes.rnn)),
    ("UNIDIRECTIONAL_SEQUENCE_RNN", Self(RecurrentShapes.sequenceRNN, "SequenceRNNOptions")),
    (
      "BIDIRECTIONAL_SEQUENCE_RNN",
      Self(RecurrentShapes.bidirectionalRNN, "BidirectionalSequenceRNNOptions")
    ),
    ("LSTM", Self(LongShortTermMemory.lstm, "LSTMOptions")),
    (
      "UNIDIRECTIONAL_SEQUENCE_LSTM",
      Self(LongShortTermMemory.sequence, "UnidirectionalSequenceLSTMOptions")
    ),
    (
      "BIDIRECTIONAL_SEQUENCE_LSTM",
      Self(LongShortTermMemory.bidirectional, "BidirectionalSequenceLSTMOptions")
    ),
  ]

  private static let others: [(String, Self)] = [
    ("STABLEHLO_PAD", Self(StablehloShapes.pad, "StablehloPadOptions")),
    ("DILATE", Self(StablehloShapes.dilate)),
    ("REDUCE_WINDOW", Self(StablehloShapes.reduceWindow)),
    (
      "STABLEHLO_REDUCE_WINDOW",
      Self(StablehloShapes.stablehloReduceWindow, "StablehloReduceWindowOptions")
    ),
    ("STABLEHLO_SCATTER", Self(StablehloShapes.scatter, "StablehloScatterOptions")),
    ("STABLEHLO_GATHER", Self(StablehloShapes.gather, "StablehloGatherOptions")),
    ("STABLEHLO_RNG_BIT_GENERATOR", Self(StablehloShapes.randomBits)),
    ("HASHTABLE", Self(StablehloShapes.one)),
    ("VAR_HANDLE", Self(VariableShapes.handle)),
    ("HASHTABLE_FIND", Self(VariableShapes.find)),
    ("HASHTABLE_IMPORT", Self(VariableShapes.importValues)),
    ("HASHTABLE_SIZE", Self(VariableShapes.size)),
    ("READ_VARIABLE", Self(VariableShapes.read)),
    ("ASSIGN_VARIABLE", Self(VariableShapes.assign)),
    ("LSH_PROJECTION", Self(VariableShapes.lshProjection, "LSHProjectionOptions")),
  ]
}
