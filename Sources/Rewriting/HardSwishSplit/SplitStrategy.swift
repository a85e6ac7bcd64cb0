/// How a HARD_SWISH is spelled in other operators.
///
/// On FLOAT32 activations only `relu6` means anything, and it needs no numbers but its own: ADD 3
/// with a fused RELU6, MUL by 1/6, MUL by the input.
public enum SplitStrategy: String, CaseIterable, Sendable {
  /// ADD 3 with a fused RELU6, MUL by 1/6, MUL by the input.
  case relu6
  /// ADD 3 with a fused RELU6, MUL by the input; the 1/6 is left to the weights that follow.
  case relu6Folded = "relu6-folded"
  /// A 1 by 1 DEPTHWISE_CONV_2D of weight 1/6 and bias 1/2, MUL by the input.
  case depthwise
  /// QUANTIZE to int16, ADD 3 with a fused RELU6, MUL by the input, MUL by 1/6, QUANTIZE back.
  case int16
  /// QUANTIZE to int16 indices, GATHER from a table of 256 output codes.
  case lookup
  /// CAST to int32 indices, GATHER from a table: what TFLite Micro can run as well.
  case lookupMicro = "lookup-micro"
  /// DEQUANTIZE, HARD_SWISH in float32, QUANTIZE.
  case float
}
