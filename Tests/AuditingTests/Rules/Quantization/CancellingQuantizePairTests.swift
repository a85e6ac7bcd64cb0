import Testing

@Suite struct CancellingQuantizePairTests {
  @Test(arguments: [
    RuleCase(fires: "with other grids", "Q023 warning op 2 t4") { Self.pair(&$0) },
    RuleCase(fires: "with one grid", "Q023 warning op 2 t4") {
      Self.pair(&$0)
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.05], [-4])
    },
    RuleCase(nearMiss: "an operator between") {
      Self.pair(&$0)
      $0["g"] = .init(name: "g", type: "FLOAT32", shape: [1, 2, 2, 2])
      $0.ops[2].inputs = ["g"]
      $0.ops.insert(.init(code: "EXP", inputs: ["f"], outputs: ["g"]), at: 2)
    },
    RuleCase(nearMiss: "a constant is dequantized") {
      Self.pair(&$0)
      $0.ops[1].inputs = ["w"]
    },
    RuleCase(notApplicable: "no floats") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("cancelling-quantize-pair") }

  private static func pair(_ sketch: inout ModelSketch) {
    sketch["f"] = .init(name: "f", type: "FLOAT32", shape: [1, 2, 2, 2])
    sketch.ops[1] = .init(code: "DEQUANTIZE", inputs: ["y"], outputs: ["f"])
    sketch.ops.append(.init(code: "QUANTIZE", inputs: ["f"], outputs: ["h"]))
  }
}
