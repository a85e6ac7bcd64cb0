internal import ModelFormat

extension OperatorTable {
  /// Operators that compute one element from many: poolings, sums, transforms.
  static let reductions: [OperatorRow] = [
    OperatorRow("AVERAGE_POOL_2D", nil, .passedOn, inputs: "1")
      .kernels(int8: 2, uint8: 1, agree: false),
    OperatorRow("MAX_POOL_2D", nil, .rejectedByXNNPACK, inputs: "1")
      .kernels(int8: 2, uint8: 1).delegated,
    OperatorRow("L2_POOL_2D", inputs: "1"),
    OperatorRow("MEAN", [.activation, .parameter], .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1).delegated.symmetricInt16,
    OperatorRow("SUM", [.activation, .parameter], .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1, agree: false).symmetricInt16,
    OperatorRow("REDUCE_MAX", [.activation, .parameter], .rejectedByBuiltin, inputs: "2")
      .kernels(int8: 2, uint8: 1),
    OperatorRow("REDUCE_MIN", [.activation, .parameter], .rejectedByBuiltin, inputs: "2")
      .kernels(int8: 2, uint8: 1),
    OperatorRow("REDUCE_PROD", [.activation, .parameter], .computes, inputs: "2").symmetricInt16,
    OperatorRow("REDUCE_ANY", [.activation, .parameter], inputs: "2"),
    OperatorRow("REDUCE_ALL", [.activation, .parameter], inputs: "2"),
    OperatorRow(
      "REDUCE_WINDOW", [.activation, .activation, .parameter, .parameter, .parameter], inputs: "5"),
    OperatorRow("CUMSUM", [.activation, .parameter], inputs: "2"),
    OperatorRow("SEGMENT_SUM", [.activation, .indices], inputs: "2"),
    OperatorRow("UNSORTED_SEGMENT_MAX", [.activation, .indices, .parameter], inputs: "3"),
    OperatorRow("UNSORTED_SEGMENT_MIN", [.activation, .indices, .parameter], inputs: "3"),
    OperatorRow("UNSORTED_SEGMENT_PROD", [.activation, .indices, .parameter], inputs: "3"),
    OperatorRow("UNSORTED_SEGMENT_SUM", [.activation, .indices, .parameter], inputs: "3"),
    OperatorRow("RFFT2D", [.activation, .parameter], inputs: "2"),
  ]
}
