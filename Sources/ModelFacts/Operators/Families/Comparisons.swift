internal import ModelFormat

extension OperatorTable {
  /// Comparisons of two tensors, and operators that look for elements.
  static let comparisons: [OperatorRow] = [
    OperatorRow("EQUAL", nil, .computes, inputs: "2").kernels(int8: 2, uint8: 1).comparison,
    OperatorRow("NOT_EQUAL", nil, .computes, inputs: "2").kernels(int8: 2, uint8: 1).comparison,
    OperatorRow("LESS", nil, .computes, inputs: "2").kernels(int8: 2, uint8: 1).comparison,
    OperatorRow("LESS_EQUAL", nil, .computes, inputs: "2").kernels(int8: 2, uint8: 1).comparison,
    OperatorRow("GREATER", nil, .computes, inputs: "2").kernels(int8: 2, uint8: 1).comparison,
    OperatorRow("GREATER_EQUAL", nil, .computes, inputs: "2").kernels(int8: 2, uint8: 1).comparison,
    OperatorRow("ARG_MAX", [.activation, .parameter], .disregards, inputs: "2")
      .kernels(int8: 2, uint8: 1),
    OperatorRow("ARG_MIN", [.activation, .parameter], .disregards, inputs: "2")
      .kernels(int8: 2, uint8: 1),
    OperatorRow("TOPK_V2", [.activation, .parameter], .passedOn, inputs: "2", outputs: "2")
      .kernels(int8: 2, uint8: 1),
    OperatorRow("UNIQUE", nil, .passedOn, inputs: "1", outputs: "2").kernels(int8: 1, uint8: 1),
    OperatorRow("WHERE", nil, .plainIntegers, inputs: "1"),
    OperatorRow("BUCKETIZE", inputs: "1"),
    OperatorRow(
      "NON_MAX_SUPPRESSION_V4", [.activation, .activation, .parameter, .parameter, .parameter],
      inputs: "5-6", outputs: "1-"),
    OperatorRow(
      "NON_MAX_SUPPRESSION_V5",
      [.activation, .activation, .parameter, .parameter, .parameter, .parameter], inputs: "5-6",
      outputs: "1-"),
    OperatorRow("MULTINOMIAL", [.activation, .parameter], inputs: "2"),
  ]
}
