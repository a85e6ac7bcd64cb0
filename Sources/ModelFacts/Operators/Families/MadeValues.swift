internal import ModelFormat

extension OperatorTable {
  /// Operators that generate values from a shape, from bounds or at random.
  static let values: [OperatorRow] = [
    OperatorRow("SHAPE", nil, .disregards, inputs: "1").kernels(int8: 1, uint8: 1),
    OperatorRow("RANK", nil, .disregards, inputs: "1").kernels(int8: 1, uint8: 1),
    OperatorRow("FILL", [.shape, .activation], .rejected, inputs: "2").kernels(int8: 3, uint8: 1),
    OperatorRow("RANGE", [.parameter, .parameter, .parameter], inputs: "3"),
    OperatorRow(
      "ONE_HOT", [.indices, .parameter, .activation, .activation], .passedOn, inputs: "4"
    )
    .kernels(int8: 1, uint8: 1),
    OperatorRow("BROADCAST_ARGS", inputs: "2"),
    OperatorRow("RANDOM_UNIFORM", [.shape], inputs: "1"),
    OperatorRow("RANDOM_STANDARD_NORMAL", [.shape], inputs: "1"),
  ]
}
