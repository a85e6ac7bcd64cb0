import Testing

@Suite struct AsymmetricWeightsTests {
  @Test(arguments: [
    RuleCase(fires: "one channel", "Q010 error op 0 t1") { $0["w"].zeroPoints = [0, 5] },
    RuleCase(fires: "a fully connected operator computes with it", "Q010 warning op 0 t1") {
      $0.ops[0].code = "FULLY_CONNECTED"
      ($0["w"].shape, $0["w"].scales, $0["w"].zeroPoints) = ([2, 1], [0.5], [5])
    },
    RuleCase(fires: "a fully connected operator on floats", "Q010 error op 0 t1") {
      $0.ops[0].code = "FULLY_CONNECTED"
      ($0["w"].shape, $0["w"].scales, $0["w"].zeroPoints) = ([2, 1], [0.5], [1])
      for name in ["x", "b", "y"] { ($0[name].type, $0[name].scales) = ("FLOAT32", []) }
    },
    RuleCase(fires: "a convolution on floats adds nothing for it", "Q010 warning op 0 t1") {
      $0["w"].zeroPoints = [1, 0]
      for name in ["x", "b", "y"] { ($0[name].type, $0[name].scales) = ("FLOAT32", []) }
    },
    // LiteRT 2.3.0: "unsupported zero-point value (1) in channel 1", but not where channel 0 has one.
    RuleCase(fires: "a convolution on floats whose first is 0", "Q010 error op 0 t1") {
      $0["w"].zeroPoints = [0, 1]
      for name in ["x", "b", "y"] { ($0[name].type, $0[name].scales) = ("FLOAT32", []) }
    },
    RuleCase(fires: "a depthwise convolution on floats", "Q010 warning op 0 t1") {
      $0.ops[0].code = "DEPTHWISE_CONV_2D"
      ($0["w"].shape, $0["w"].axis, $0["w"].zeroPoints) = ([1, 1, 1, 2], 3, [0, 1])
      for name in ["x", "b", "y"] { ($0[name].type, $0[name].scales) = ("FLOAT32", []) }
    },
    RuleCase(nearMiss: "uint8 is asymmetric by design") {
      $0.useUInt8()
      ($0["w"].scales, $0["w"].zeroPoints) = ([0.5], [131])
    },
    RuleCase(nearMiss: "weights that a DEQUANTIZE turns into floats") {
      $0["w"].zeroPoints = [0, 5]
      $0["f"] = .init(name: "f", type: "FLOAT32", shape: [2, 1, 1, 1])
      $0.ops[0].inputs[1] = "f"
      $0.ops.append(.init(code: "DEQUANTIZE", inputs: ["w"], outputs: ["f"]))
    },
    RuleCase(notApplicable: "an activation") { $0["y"].zeroPoints = [5] },
  ])
  func check(_ c: RuleCase) throws { try c.check("asymmetric-weights") }
}
