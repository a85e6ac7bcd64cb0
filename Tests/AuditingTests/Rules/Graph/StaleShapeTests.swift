import Testing

@Suite struct StaleShapeTests {
  @Test(arguments: [
    RuleCase(fires: "a HARD_SWISH of another shape", "G023 warning op 1 t4") {
      $0["h"].shape = [1, 2, 2, 3]
    },
    RuleCase(fires: "one dimension more", "G023 warning op 1 t4") {
      $0["h"].shape = [1, 1, 2, 2, 2]
    },
    // LiteRT 2.3.0 computes one channel of two; with FLOAT16 weights it rejects the model.
    RuleCase(fires: "weights that a DEQUANTIZE makes", "G023 error op 2 t5") {
      Self.storeWeights(&$0, as: [1, 1, 1, 1])
    },
    RuleCase(fires: "a bias that a DEQUANTIZE makes", "G023 warning op 2 t5") {
      Self.storeWeights(&$0, as: [2, 1, 1, 1])
      $0["g"] = .init(name: "g", type: "FLOAT16", shape: [2], data: [0, 0, 0, 0])
      $0.ops[2].inputs = ["g"]
      ($0["f"].shape, $0.ops[0].inputs) = ([1], ["x", "w", "f"])
    },
    RuleCase(nearMiss: "weights that a DEQUANTIZE makes, of their shape") {
      Self.storeWeights(&$0, as: [2, 1, 1, 1])
    },
    RuleCase(nearMiss: "a dimension that the signature leaves open") {
      $0["h"].shape = [1, 2, 2, 3]; $0["h"].more = "shape_signature: [1, 2, 2, -1]"
    },
    RuleCase(nearMiss: "the batch that all share") {
      for name in ["x", "y", "h"] { $0[name].shape[0] = 3 }
    },
    RuleCase(notApplicable: "an operator without a rule of shapes") {
      $0.ops[1].code = "CUSTOM"; $0["h"].shape = [9]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("stale-shape") }

  /// Has the weights made by a DEQUANTIZE, with this shape in the file.
  private static func storeWeights(_ sketch: inout ModelSketch, as shape: [Int]) {
    sketch["f"] = .init(name: "f", type: "FLOAT32", shape: shape)
    sketch.ops[0].inputs[1] = "f"
    sketch.ops.append(.init(code: "DEQUANTIZE", inputs: ["w"], outputs: ["f"]))
  }
}
