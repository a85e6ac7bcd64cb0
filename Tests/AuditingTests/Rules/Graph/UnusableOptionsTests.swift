import Testing

@Suite struct UnusableOptionsTests {
  private static let stride = "stride_w: 1, stride_h: 1"

  private static func options(_ table: String, _ fields: String) -> String {
    "builtin_options_type: \"\(table)\", builtin_options: {\(fields)}"
  }

  @Test(arguments: [
    RuleCase(fires: "no options", "G021 error op 0") { $0.ops[0].options = "" },
    RuleCase(fires: "of another operator", "G021 error op 0") {
      $0.ops[0].options = options("Pool2DOptions", stride)
    },
    RuleCase(fires: "a stride of 0, the schema's default", "G021 error op 0") {
      $0.ops[0].options = options("Conv2DOptions", "stride_w: 1")
    },
    RuleCase(fires: "a negative dilation", "G021 error op 0") {
      $0.ops[0].options = options("Conv2DOptions", stride + ", dilation_h_factor: -1")
    },
    RuleCase(fires: "a padding that is neither SAME nor VALID", "G021 error op 0") {
      $0.ops[0].options = options("Conv2DOptions", stride + ", padding: 2")
    },
    RuleCase(fires: "an element type that is none", "G021 error op 0") {
      $0.ops[0].options = options("Conv2DOptions", stride + ", quantized_bias_type: 40")
    },
    RuleCase(fires: "more splits than outputs", "G021 error op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1].code = "SPLIT"
      $0.ops[1].options = options("SplitOptions", "num_splits: 2")
    },
    RuleCase(fires: "LSTM options absent", "G021 error op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1].code = "LSTM"
    },
    RuleCase(fires: "a cell clip that is no number", "G021 error op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1].code = "LSTM"
      $0.ops[1].options = options("LSTMOptions", "cell_clip: nan")
    },
    RuleCase(fires: "an index type that the options' absence makes FLOAT32", "G021 error op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1].code = "ARG_MAX"
    },
    RuleCase(fires: "one dimension for the sequence and the batch", "G021 error op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1].code = "REVERSE_SEQUENCE"
      $0.ops[1].options = options("ReverseSequenceOptions", "seq_dim: 1, batch_dim: 1")
    },
    RuleCase(fires: "an activation that no kernel computes", "G021 warning op 0") {
      $0.ops[0].options = options("Conv2DOptions", stride + ", fused_activation_function: TANH")
    },
    RuleCase(fires: "an activation that only XNNPACK ignores", "G021 warning op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1] = .init(code: "CONCATENATION", inputs: ["y"], outputs: ["h"])
      $0.ops[1].options = options("ConcatenationOptions", "fused_activation_function: RELU")
    },
    RuleCase(fires: "an activation that all kernels reject", "G021 error op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      for name in ["y", "h"] { $0[name].type = "BOOL" }
      $0.ops[1] = .init(code: "CONCATENATION", inputs: ["y"], outputs: ["h"])
      $0.ops[1].options = options("ConcatenationOptions", "fused_activation_function: RELU")
    },
    RuleCase(fires: "both ways to place pixels", "G021 warning op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1] = .init(code: "RESIZE_BILINEAR", inputs: ["y"], outputs: ["h"])
      $0.ops[1].options = options(
        "ResizeBilinearOptions", "align_corners: true, half_pixel_centers: true")
    },
    RuleCase(fires: "a composite without attributes", "G021 error op 1") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1].code = "STABLEHLO_COMPOSITE"
      $0.ops[1].options =
        "builtin_options_2_type: \"StableHLOCompositeOptions\", builtin_options_2: {name: \"a\"}"
    },
    RuleCase(nearMiss: "a composite with attributes") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1].code = "STABLEHLO_COMPOSITE"
      $0.ops[1].options =
        "builtin_options_2_type: \"StableHLOCompositeOptions\", "
        + "builtin_options_2: {name: \"a\", composite_attributes: [1]}"
    },
    RuleCase(nearMiss: "one way to place pixels") {
      $0.ops[0].options = options("Conv2DOptions", stride)
      $0.ops[1] = .init(code: "RESIZE_BILINEAR", inputs: ["y"], outputs: ["h"])
      $0.ops[1].options = options("ResizeBilinearOptions", "half_pixel_centers: true")
    },
    RuleCase(nearMiss: "an activation after integer weights of a float layer") {
      $0.useFloat()
      $0["w"] = .init(
        name: "w", type: "INT8", shape: [2, 4], scales: [0.5], zeroPoints: [0],
        data: [UInt8](repeating: 1, count: 8))
      $0.ops = [.init(code: "FULLY_CONNECTED", inputs: ["x", "w", "b"], outputs: ["y"])]
      $0.ops[0].options = options("FullyConnectedOptions", "fused_activation_function: TANH")
    },
    RuleCase(fires: "the same after float weights", "G021 error op 0") {
      $0.useFloat()
      $0.ops = [.init(code: "FULLY_CONNECTED", inputs: ["x", "w", "b"], outputs: ["y"])]
      $0.ops[0].options = options("FullyConnectedOptions", "fused_activation_function: TANH")
    },
    RuleCase(nearMiss: "an index type of UNIQUE that the kernel takes for INT32") {
      $0.ops = [ModelSketch.Op(code: "UNIQUE", inputs: ["x"], outputs: ["h"])]
      $0.ops[0].options = options("UniqueOptions", "idx_out_type: 40")
    },
    RuleCase(nearMiss: "dilations by the schema's default") {
      $0.ops[0].options = options("Conv2DOptions", stride)
    },
    RuleCase(notApplicable: "operators that run without options") {
      $0.ops = [ModelSketch.Op(code: "ADD", inputs: ["x", "x"], outputs: ["h"])]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("unusable-options") }
}
