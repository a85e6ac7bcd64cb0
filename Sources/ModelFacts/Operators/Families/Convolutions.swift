internal import ModelFormat

extension OperatorTable {
  /// Operators that multiply with weights, or multiply two matrices.
  static let convolutions: [OperatorRow] = [
    OperatorRow("CONV_2D", [.activation, .weights, .bias], .computes, inputs: "3")
      .layer(channelAxis: 0).kernels(int8: 3, uint8: 1).delegated.symmetricInt16,
    OperatorRow("DEPTHWISE_CONV_2D", [.activation, .weights, .bias], .computes, inputs: "3")
      .layer(channelAxis: 3).kernels(int8: 3, uint8: 1).delegated.symmetricInt16,
    OperatorRow("TRANSPOSE_CONV", [.shape, .weights, .activation, .bias], .computes, inputs: "3-4")
      .optional(OptionalInputs([3])).layer(channelAxis: 0).kernels(int8: 2, uint8: 1).delegated
      .symmetricInt16,
    OperatorRow(
      "FULLY_CONNECTED", [.activation, .weights, .bias], .computes, inputs: "2-3", outputs: "1-2"
    )
    .optional(OptionalInputs([2])).layer(channelAxis: 0, isConvolution: false).kernels(
      int8: 4, uint8: 1
    ).delegated.symmetricInt16,
    OperatorRow("BATCH_MATMUL", nil, .computes, inputs: "2").product().symmetricInt16,
    OperatorRow("CONV_3D", [.activation, .weights, .bias], inputs: "2-3")
      .optional(OptionalInputs([2])).layer(channelAxis: 4),
    OperatorRow("CONV_3D_TRANSPOSE", [.shape, .weights, .activation, .bias], inputs: "3-4")
      .optional(OptionalInputs([3])).layer(channelAxis: 3),
  ]
}
