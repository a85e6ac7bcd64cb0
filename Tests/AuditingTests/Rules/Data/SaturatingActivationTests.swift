import Testing

@Suite struct SaturatingActivationTests {
  private static func codes(_ ends: Double..., of count: Int) -> [Double] {
    ends + (0..<count - ends.count).map { Double($0 % 100) - 50 }
  }

  @Test(arguments: [
    DataCase(
      "1% at the highest code", "D001 warning op 0 t3",
      values: ["y": codes(127, 127, of: 200)]),
    DataCase(
      "both ends", "D001 warning op 0 t3", values: ["y": codes(127, -128, of: 200)]),
    DataCase("0.4% at the highest code", values: ["y": codes(127, of: 250)]),
    // The output of a HARD_SWISH is never below -0.375; the lowest code of `h` is -0.371.
    DataCase("the end of HARD_SWISH", values: ["h": codes(-128, -128, -128, of: 200)]),
    DataCase("an input", values: ["x": codes(127, 127, 127, of: 200)]),
    DataCase("the 0 of a RELU", values: ["y": codes(-128, -128, -128, of: 200)]) {
      $0["y"].zeroPoints = [-128]
      $0.ops[0].options =
        #"builtin_options_type: "Conv2DOptions", builtin_options: {stride_w: 1, stride_h: 1, "#
        + "fused_activation_function: RELU}"
    },
    DataCase(
      "the highest code after a RELU", "D001 warning op 0 t3",
      values: ["y": codes(127, 127, 127, of: 200)]
    ) {
      $0["y"].zeroPoints = [-128]
      $0.ops[0].options =
        #"builtin_options_type: "Conv2DOptions", builtin_options: {stride_w: 1, stride_h: 1, "#
        + "fused_activation_function: RELU}"
    },
    // RELU6 times 1/6 is at most 1.
    DataCase("the 1 of a hard sigmoid", values: ["g": codes(127, 127, 127, of: 200)]) {
      $0["r"] = .init(name: "r", shape: [1, 2, 2, 2], scales: [0.0234375], zeroPoints: [-128])
      // 42 steps of 1/252.
      $0["s"] = .init(name: "s", shape: [1], scales: [1 / 252], zeroPoints: [0], data: [42])
      $0["g"] = .init(name: "g", shape: [1, 2, 2, 2], scales: [0.00390625], zeroPoints: [-128])
      $0.ops.append(.init(code: "RELU6", inputs: ["y"], outputs: ["r"]))
      $0.ops.append(.init(code: "MUL", inputs: ["r", "s"], outputs: ["g"]))
      $0.outputs.append("g")
    },
    // A pool hands on the codes of the convolution.
    DataCase("passed on", values: ["p": codes(127, 127, 127, of: 200)]) {
      $0["p"] = .init(name: "p", shape: [1, 2, 2, 2], scales: [0.05], zeroPoints: [-4])
      $0.ops.append(
        .init(
          code: "MAX_POOL_2D", inputs: ["y"], outputs: ["p"],
          options: #"builtin_options_type: "Pool2DOptions", builtin_options: {stride_w: 1, "#
            + "stride_h: 1, filter_width: 1, filter_height: 1}"))
      $0.outputs.append("p")
    },
  ])
  func check(_ c: DataCase) throws { try c.check("saturating-activation") }
}
