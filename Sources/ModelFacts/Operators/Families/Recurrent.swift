internal import ModelFormat

extension OperatorTable {
  /// Operators with weights that keep a state from step to step.
  static let recurrent: [OperatorRow] = [
    OperatorRow("RNN", [.activation, .weights, .weights, .bias, .state], inputs: "5"),
    OperatorRow(
      "UNIDIRECTIONAL_SEQUENCE_RNN", [.activation, .weights, .weights, .bias, .state], inputs: "5"),
    OperatorRow(
      "BIDIRECTIONAL_SEQUENCE_RNN",
      [
        .activation, .weights, .weights, .bias, .state, .weights, .weights, .bias, .state, .state,
        .weights,
        .weights,
      ], inputs: "12", outputs: "1-2"
    )
    .optional(OptionalInputs([9, 10, 11])),
    OperatorRow("SVDF", [.activation, .weights, .weights, .bias, .state], inputs: "5")
      .optional(OptionalInputs([3])),
    OperatorRow("LSTM", lstmRoles, inputs: "5,20,24", outputs: "1,4").optional(lstmOptional),
    OperatorRow("UNIDIRECTIONAL_SEQUENCE_LSTM", lstmRoles, inputs: "20,24").optional(lstmOptional),
    OperatorRow("BIDIRECTIONAL_SEQUENCE_LSTM", bidirectionalLSTMRoles, inputs: "48", outputs: "1-2")
      .optional(bidirectionalLSTMOptional),
  ]

  /// The inputs of an LSTM of 20 or 24 inputs: weights of the input, recurrent weights, peepholes,
  /// biases, projection, two states, and coefficients of layer normalization.
  private static let lstmRoles: [OperandRole] =
    [.activation] + weights(11) + biases(4) + [.weights, .bias, .state, .state] + weights(4)

  // An LSTM without an input gate couples it to the forget gate: weights, recurrent weights and bias
  // are absent together.
  private static let lstmOptional = OptionalInputs(
    [9, 10, 11, 16, 17, 20, 21, 22, 23], together: [[1, 5, 12]])

  private static let bidirectionalLSTMOptional = OptionalInputs(
    [9, 10, 11, 16, 17, 26, 27, 28, 33, 34, 39, 40, 41, 42, 43, 44, 45, 46, 47],
    together: [[1, 5, 12], [18, 22, 29]])

  /// The same for both directions, then four states and the auxiliary input with its weights.
  private static let bidirectionalLSTMRoles: [OperandRole] =
    [.activation] + direction + direction + Array(repeating: .state, count: 5) + weights(8)
  private static let direction = weights(11) + biases(4) + [.weights, .bias]

  private static func weights(_ count: Int) -> [OperandRole] {
    Array(repeating: .weights, count: count)
  }

  private static func biases(_ count: Int) -> [OperandRole] {
    Array(repeating: .bias, count: count)
  }
}
