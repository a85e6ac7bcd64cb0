internal import ModelFormat

extension OperatorTable {
  /// Activation functions and normalizations.
  static let activations: [OperatorRow] = [
    OperatorRow("RELU", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 2).symmetricInt16,
    OperatorRow("RELU6", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1).symmetricInt16,
    OperatorRow("RELU_N1_TO_1", nil, .computes, inputs: "1").kernels(int8: 1, uint8: 1),
    OperatorRow("RELU_0_TO_1", nil, .computes, inputs: "1").kernels(int8: 1, uint8: 1),
    OperatorRow("HARD_SWISH", nil, .computes, inputs: "1").kernels(int8: 1, uint8: 1),
    OperatorRow("LEAKY_RELU", nil, .computes, inputs: "1")
      .kernels(int8: 1, uint8: 1).delegated.symmetricInt16,
    OperatorRow("PRELU", [.activation, .slopes], .computes, inputs: "2")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("ELU", nil, .computes, inputs: "1").delegated,
    OperatorRow("GELU", nil, .computes, inputs: "1").kernels(int8: 2, uint8: 2),
    OperatorRow("LOGISTIC", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1).delegated.symmetricInt16
      .fixed(
        [
          FixedOutput(.int8, 1 / 256, -128, refusesScale: true, refusesZeroPoint: false),
          FixedOutput(.uint8, 1 / 256, 0, refusesScale: true, refusesZeroPoint: false),
          FixedOutput(.int16, 1 / 32768, 0, refusesScale: true, refusesZeroPoint: true),
        ], range: 0...1),
    OperatorRow("TANH", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1).delegated.symmetricInt16
      .fixed(
        [
          FixedOutput(.int8, 1 / 128, 0, refusesScale: false, refusesZeroPoint: false),
          FixedOutput(.uint8, 1 / 128, 128, refusesScale: false, refusesZeroPoint: false),
          FixedOutput(.int16, 1 / 32768, 0, refusesScale: true, refusesZeroPoint: true),
        ], range: -1...1),
    OperatorRow("SOFTMAX", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1).symmetricInt16
      .fixed(
        [
          FixedOutput(
            .int8, 1 / 256, -128, slack: 0.001, refusesScale: true, refusesZeroPoint: true),
          // The uint8 kernel computes as if the scale were the fixed one.
          FixedOutput(
            .uint8, 1 / 256, 0, slack: 0.001, refusesScale: true, refusesZeroPoint: false),
          FixedOutput(
            .int16, 1 / 32768, 0, slack: 0.001, refusesScale: true, refusesZeroPoint: true),
          FixedOutput(
            from: .int8, to: .int16, 1 / 65536, -32768, slack: 0.001, refusesScale: true,
            refusesZeroPoint: true),
          FixedOutput(
            from: .uint8, to: .int16, 1 / 65536, -32768, slack: 0.001, refusesScale: true,
            refusesZeroPoint: true),
        ], range: 0...1),
    OperatorRow("LOG_SOFTMAX", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1)
      .fixed(
        [
          FixedOutput(.int8, 16 / 256, 127, refusesScale: true, refusesZeroPoint: true),
          FixedOutput(.uint8, 16 / 256, 255, refusesScale: true, refusesZeroPoint: true),
        ]),
    OperatorRow("L2_NORMALIZATION", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1, agree: false)
      .fixed(
        [
          FixedOutput(.int8, 1 / 128, 0, refusesScale: true, refusesZeroPoint: true),
          FixedOutput(.uint8, 1 / 128, 128, refusesScale: true, refusesZeroPoint: true),
        ], range: -1...1),
    OperatorRow("LOCAL_RESPONSE_NORMALIZATION", inputs: "1"),
  ]
}
