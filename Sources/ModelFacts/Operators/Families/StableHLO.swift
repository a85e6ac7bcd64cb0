internal import ModelFormat

extension OperatorTable {
  /// Operators of StableHLO, most of which LiteRT has no kernel for.
  static let stablehlo: [OperatorRow] = [
    OperatorRow("STABLEHLO_LOGISTIC"),
    OperatorRow("STABLEHLO_ADD", nil, .plainIntegers, inputs: "2"),
    OperatorRow("STABLEHLO_DIVIDE"),
    OperatorRow("STABLEHLO_MULTIPLY", nil, .plainIntegers, inputs: "2"),
    OperatorRow("STABLEHLO_MAXIMUM", nil, .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("STABLEHLO_CLAMP"),
    OperatorRow("STABLEHLO_REDUCE").names("body_subgraph_index"),
    OperatorRow("STABLEHLO_ABS"),
    OperatorRow("STABLEHLO_AND", nil, .plainIntegers, inputs: "2"),
    OperatorRow("STABLEHLO_COSINE"),
    OperatorRow("STABLEHLO_EXPONENTIAL"),
    OperatorRow("STABLEHLO_FLOOR"),
    OperatorRow("STABLEHLO_LOG"),
    OperatorRow("STABLEHLO_MINIMUM", nil, .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("STABLEHLO_NEGATE"),
    OperatorRow("STABLEHLO_OR"),
    OperatorRow("STABLEHLO_POWER"),
    OperatorRow("STABLEHLO_REMAINDER"),
    OperatorRow("STABLEHLO_RSQRT"),
    OperatorRow("STABLEHLO_SELECT"),
    OperatorRow("STABLEHLO_SUBTRACT"),
    OperatorRow("STABLEHLO_TANH"),
    OperatorRow("STABLEHLO_SCATTER", [.activation, .indices, .activation], inputs: "3")
      .names("update_computation_subgraph_index"),
    OperatorRow("STABLEHLO_COMPARE"),
    OperatorRow("STABLEHLO_CONVERT"),
    OperatorRow("STABLEHLO_PAD", [.activation, .activation], .passedOn).kernels(int8: 1, uint8: 1),
    OperatorRow("STABLEHLO_REDUCE_WINDOW").names("body_subgraph_index"),
    OperatorRow("STABLEHLO_SORT").names("comparator_subgraph_index"),
    OperatorRow("STABLEHLO_WHILE").names("cond_subgraph_index", "body_subgraph_index"),
    OperatorRow("STABLEHLO_GATHER", [.activation, .indices], .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("STABLEHLO_RNG_BIT_GENERATOR", inputs: "1", outputs: "2"),
    OperatorRow("STABLEHLO_SHIFT_LEFT", nil, .plainIntegers, inputs: "2"),
    OperatorRow("STABLEHLO_CBRT"),
    OperatorRow("STABLEHLO_CASE").names("branch_subgraph_indices"),
  ]
}
