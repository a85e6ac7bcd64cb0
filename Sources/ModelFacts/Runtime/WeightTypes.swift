public import ModelFormat

/// The types of weights that LiteRT's matrix kernels compute with.
///
/// Many more run, and compute something else: with UINT8 input, the kernel silently reads the bytes of INT8 weights as UINT8.
///
/// Source: by running each operator with each type of input and weights, with one scale and with one for each channel,
/// in ai-edge-litert 2.3.0, and comparing with numpy (`Tests/ConformanceTests/Oracles/weight_types.py`).
public enum WeightTypes {
  /// The types of weights, for an operator and the type of its input; nil if nothing is known of them.
  ///
  /// FLOAT32 inputs and UINT8 weights are not judged: kernels read these as INT8, which is what converters that wrote
  /// such models meant.
  public static func computed(by op: BuiltinOperator, for input: ElementType) -> [ElementType]? {
    switch (op, input) {
    case (.conv2D, .uint8), (.depthwiseConv2D, .uint8), (.fullyConnected, .uint8): [.uint8]
    case (.conv2D, .int8), (.conv2D, .int16), (.depthwiseConv2D, .int8): [.int8, .int4]
    case (.conv2D, .float32): [.float32, .float16, .int8, .int4, .uint8]
    case (.depthwiseConv2D, .int16): [.int8]
    case (.fullyConnected, .int8): [.int8, .int4, .int2]
    case (.fullyConnected, .int16): [.int8, .int4, .int16, .int2]
    default: nil
    }
  }

  /// Whether an operator rejects weights with one scale for all of its channels, of which there are several.
  public static func needsScalePerChannel(_ op: BuiltinOperator, for input: ElementType) -> Bool {
    op == .depthwiseConv2D && input == .float32
  }
}
