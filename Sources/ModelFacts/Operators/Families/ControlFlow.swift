internal import ModelFormat

extension OperatorTable {
  /// Operators that run subgraphs, or code from elsewhere.
  static let controlFlow: [OperatorRow] = [
    OperatorRow("IF", [.condition], inputs: "1-", outputs: "0-")
      .runs("then_subgraph_index", "else_subgraph_index").kernels(int8: 1, uint8: 1),
    OperatorRow("WHILE")
      .runs("cond_subgraph_index", "body_subgraph_index").kernels(int8: 1, uint8: 1),
    OperatorRow("CALL_ONCE").runs("init_subgraph_index"),
    OperatorRow("CALL").names("subgraph"),
    OperatorRow("STABLEHLO_COMPOSITE").runs("decomposition_subgraph_index"),
    OperatorRow("CUSTOM").optional(.unknown),
    OperatorRow("STABLEHLO_CUSTOM_CALL").optional(.unknown),
  ]
}
