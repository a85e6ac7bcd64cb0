import Testing

@Suite struct ZeroPointOutsideCodesTests {
  @Test(arguments: [
    RuleCase(fires: "at a convolution", "Q007 error t0") { $0["x"].zeroPoints = [128] },
    RuleCase(fires: "below", "Q007 error op 0 t3") { $0["y"].zeroPoints = [-129] },
    RuleCase(fires: "unsigned", "Q007 error t0") {
      $0.useUInt8()
      $0["x"].zeroPoints = [-1]
    },
    RuleCase(fires: "milder where XNNPACK takes no operator", "Q007 warning op 1 t4") {
      $0["h"].zeroPoints = [300]
    },
    RuleCase(fires: "milder for weights beside floats", "Q007 warning t1") {
      $0["x"].type = "FLOAT32"
      $0["w"].zeroPoints = [300, 0]
    },
    RuleCase(fires: "milder for weights that a DEQUANTIZE turns into floats", "Q007 warning t1") {
      $0["w"].zeroPoints = [300, 0]
      $0["f"] = .init(name: "f", type: "FLOAT32", shape: [2, 1, 1, 1])
      $0.ops[0].inputs[1] = "f"
      $0.ops.append(.init(code: "DEQUANTIZE", inputs: ["w"], outputs: ["f"]))
    },
    RuleCase(fires: "an activation that a DEQUANTIZE reads", "Q007 error op 0 t3") {
      $0["y"].zeroPoints = [300]
      $0["h"] = .init(name: "h", type: "FLOAT32", shape: [1, 2, 2, 2])
      $0.ops[1] = .init(code: "DEQUANTIZE", inputs: ["y"], outputs: ["h"])
    },
    // LiteRT 2.3.0: "unsupported zero-point value (300) in channel 1".
    RuleCase(fires: "beside floats behind a first that is 0", "Q007 error t1") {
      $0["x"].type = "FLOAT32"
      $0["w"].zeroPoints = [0, 300]
    },
    RuleCase(nearMiss: "the ends of the codes") {
      ($0["x"].zeroPoints, $0["y"].zeroPoints) = ([127], [-128])
    },
    RuleCase(notApplicable: "a float") {
      ($0["x"].type, $0["x"].zeroPoints) = ("FLOAT32", [300])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("zero-point-outside-codes") }
}
