internal import ModelFormat

extension OperatorTable {
  /// Operators of StableHLO, most of which LiteRT has no kernel for.
  static let stablehlo: [OperatorRow] = [
    OperatorRow("STABLEHLO_LOGISTIC").elementwise,
    OperatorRow("STABLEHLO_ADD", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("STABLEHLO_DIVIDE").elementwise,
    OperatorRow("STABLEHLO_MULTIPLY", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("STABLEHLO_MAXIMUM", nil, .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1).elementwise,
    OperatorRow("STABLEHLO_CLAMP").elementwise,
    OperatorRow("STABLEHLO_REDUCE").names("body_subgraph_index"),
    OperatorRow("STABLEHLO_ABS").elementwise,
    OperatorRow("STABLEHLO_AND", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("STABLEHLO_COSINE").elementwise,
    OperatorRow("STABLEHLO_EXPONENTIAL").elementwise,
    OperatorRow("STABLEHLO_FLOOR").elementwise,
    OperatorRow("STABLEHLO_LOG").elementwise,
    OperatorRow("STABLEHLO_MINIMUM", nil, .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1).elementwise,
    OperatorRow("STABLEHLO_NEGATE").elementwise,
    OperatorRow("STABLEHLO_OR").elementwise,
    OperatorRow("STABLEHLO_POWER").elementwise,
    OperatorRow("STABLEHLO_REMAINDER").elementwise,
    OperatorRow("STABLEHLO_RSQRT").elementwise,
    OperatorRow("STABLEHLO_SELECT").elementwise,
    OperatorRow("STABLEHLO_SUBTRACT").elementwise,
    OperatorRow("STABLEHLO_TANH").elementwise,
    OperatorRow("STABLEHLO_SCATTER", [.activation, .indices, .activation], inputs: "3")
      .names("update_computation_subgraph_index"),
    OperatorRow("STABLEHLO_COMPARE").elementwise,
    OperatorRow("STABLEHLO_CONVERT").elementwise,
    OperatorRow("STABLEHLO_PAD", [.activation, .activation], .passedOn).kernels(int8: 1, uint8: 1),
    OperatorRow("STABLEHLO_REDUCE_WINDOW").names("body_subgraph_index"),
    OperatorRow("STABLEHLO_SORT").names("comparator_subgraph_index"),
    OperatorRow("STABLEHLO_WHILE").names("cond_subgraph_index", "body_subgraph_index"),
    OperatorRow("STABLEHLO_GATHER", [.activation, .indices], .passedOn, inputs: "2")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("STABLEHLO_RNG_BIT_GENERATOR", inputs: "1", outputs: "2"),
    OperatorRow("STABLEHLO_SHIFT_LEFT", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("STABLEHLO_CBRT").elementwise,
    OperatorRow("STABLEHLO_CASE").names("branch_subgraph_indices"),
  ]
}
