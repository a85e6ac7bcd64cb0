internal import ModelFormat

/// Which part each input of an operator plays, by its position.
///
/// Source: the inputs that LiteRT's kernels name (`tflite/kernels/*.cc`, `kInputTensor` and the
/// like).
struct OperandRoles {
  /// The parts of the first inputs; what comes behind them is data.
  private let leading: [Operand]

  init(of builtin: BuiltinOperator) { leading = Self.table[builtin] ?? [] }

  subscript(position: Int) -> Operand {
    leading.indices.contains(position) ? leading[position] : .inputs
  }

  private static let table: [BuiltinOperator: [Operand]] = {
    let convolution: [Operand] = [.inputs, .weights, .bias]
    let oneParameter: [Operand] = [.inputs, .parameters]
    let twoParameters: [Operand] = [.inputs, .parameters, .parameters]
    let lookup: [Operand] = [.inputs, .indices]
    let gates = Array(repeating: Operand.weights, count: 11)
    let lstm: [Operand] =
      [.inputs] + gates + [.bias, .bias, .bias, .bias, .weights, .bias, .inputs, .inputs]
      + Array(repeating: Operand.weights, count: 4)
    let rows: [(String, [Operand])] = [
      ("CONV_2D", convolution), ("DEPTHWISE_CONV_2D", convolution),
      ("FULLY_CONNECTED", convolution), ("CONV_3D", convolution),
      ("TRANSPOSE_CONV", [.parameters, .weights, .inputs, .bias]),
      ("CONV_3D_TRANSPOSE", [.parameters, .weights, .inputs, .bias]),
      ("RESHAPE", oneParameter), ("PAD", oneParameter), ("PADV2", oneParameter),
      ("MIRROR_PAD", oneParameter), ("TRANSPOSE", oneParameter), ("EXPAND_DIMS", oneParameter),
      ("TILE", oneParameter), ("BROADCAST_TO", oneParameter), ("REVERSE_V2", oneParameter),
      ("MEAN", oneParameter), ("SUM", oneParameter), ("REDUCE_MAX", oneParameter),
      ("REDUCE_MIN", oneParameter), ("REDUCE_PROD", oneParameter), ("REDUCE_ANY", oneParameter),
      ("REDUCE_ALL", oneParameter), ("RESIZE_BILINEAR", oneParameter),
      ("RESIZE_NEAREST_NEIGHBOR", oneParameter), ("ARG_MAX", oneParameter),
      ("ARG_MIN", oneParameter), ("TOPK_V2", oneParameter), ("CUMSUM", oneParameter),
      ("SPLIT", [.parameters]), ("SPLIT_V", twoParameters), ("SLICE", twoParameters),
      ("BATCH_TO_SPACE_ND", twoParameters), ("SPACE_TO_BATCH_ND", twoParameters),
      ("STRIDED_SLICE", twoParameters + [.parameters]), ("FILL", [.parameters]),
      ("GATHER", lookup), ("GATHER_ND", lookup), ("EMBEDDING_LOOKUP", [.indices]),
      ("SCATTER_ND", [.indices, .inputs, .parameters]),
      ("ONE_HOT", [.indices, .parameters]), ("SVDF", [.inputs, .weights, .weights, .bias]),
      ("RNN", [.inputs, .weights, .weights, .bias]),
      ("UNIDIRECTIONAL_SEQUENCE_RNN", [.inputs, .weights, .weights, .bias]),
      ("LSTM", lstm), ("UNIDIRECTIONAL_SEQUENCE_LSTM", lstm),
    ]
    return Dictionary(
      rows.compactMap { name, roles in BuiltinOperator(name: name).map { ($0, roles) } },
      uniquingKeysWith: { first, _ in first })
  }()
}
