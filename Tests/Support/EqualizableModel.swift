/// A CONV_2D and a DEPTHWISE_CONV_2D with 1x1 weights, whose two channels have opposite ranges, as flatc's JSON.
///
/// The scales are powers of two, and each channel has one weight of code 127: the weights are 127/32 and 127/512,
/// then 127/512 and 127/32.
package struct EqualizableModel {
  /// What the CONV_2D does to its sums.
  package var activation = "RELU"
  /// Operators and their codes behind the two; they may read tensor 3, the output of the first.
  package var more = ""
  package var moreCodes = ""
  /// The operator that reads the output of the first: 1 for the DEPTHWISE_CONV_2D, 2 for the first of `moreCodes`.
  package var readsWithSecond = true

  package init() {}

  package var json: String {
    let second =
      readsWithSecond
      ? """
      , {opcode_index: 1, inputs: [3, 4, 5], outputs: [6], builtin_options_type: DepthwiseConv2DOptions,
       builtin_options: {stride_w: 1, stride_h: 1, depth_multiplier: 1}}
      """ : ""
    return """
      {version: 3, operator_codes: [{deprecated_builtin_code: 3, builtin_code: "CONV_2D", version: 3},
         {deprecated_builtin_code: 4, builtin_code: "DEPTHWISE_CONV_2D", version: 3} \(moreCodes)],
       buffers: [{}, {data: [127, 129]}, {data: [8, 0, 0, 0, 64, 0, 0, 0]}, {data: [127, 127]},
         {data: [5, 0, 0, 0, 251, 255, 255, 255]}],
       subgraphs: [{name: "main", inputs: [0], outputs: [6], tensors: [
         \(Self.tensor("x", "[1, 2, 2, 1]", "[1]", "[0]")),
         \(Self.tensor("w", "[2, 1, 1, 1]", "[0.03125, 0.001953125]", "[0, 0]", buffer: 1)),
         \(Self.tensor("b", "[2]", "[0.03125, 0.001953125]", "[0, 0]", buffer: 2, type: "INT32")),
         \(Self.tensor("y", "[1, 2, 2, 2]", "[0.0625]", "[-128]")),
         \(Self.tensor("v", "[1, 1, 1, 2]", "[0.001953125, 0.03125]", "[0, 0]", buffer: 3, axis: 3)),
         \(Self.tensor("c", "[2]", "[0.0001220703125, 0.001953125]", "[0, 0]", buffer: 4, type: "INT32")),
         \(Self.tensor("z", "[1, 2, 2, 2]", "[0.25]", "[-10]"))],
       operators: [{inputs: [0, 1, 2], outputs: [3], builtin_options_type: Conv2DOptions,
         builtin_options: {stride_w: 1, stride_h: 1, fused_activation_function: \(activation)}} \(second) \(more)]}]}
      """
  }

  private static func tensor(
    _ name: String, _ shape: String, _ scales: String, _ zeroPoints: String, buffer: Int = 0,
    type: String = "INT8", axis: Int = 0
  ) -> String {
    "{name: \"\(name)\", type: \(type), shape: \(shape), buffer: \(buffer), quantization: "
      + "{scale: \(scales), zero_point: \(zeroPoints), quantized_dimension: \(axis)}}"
  }
}
