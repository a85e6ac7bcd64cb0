import Testing

@Suite struct FloatIslandTests {
  @Test(arguments: [
    RuleCase(fires: "two operators between", "Q022 warning op 2") {
      Self.island(&$0, ["EXP", "EXP"])
    },
    RuleCase(nearMiss: "floats up to the output") {
      Self.island(&$0, ["EXP", "EXP"])
      $0.ops.removeLast()
    },
    RuleCase(nearMiss: "nothing between") { Self.island(&$0, []) },
    RuleCase(nearMiss: "a constant is dequantized") {
      Self.island(&$0, ["EXP"])
      $0.ops[1].inputs = ["w"]
    },
    RuleCase(notApplicable: "integers throughout") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("float-island") }

  /// Puts float operators between the two of the model.
  private static func island(_ sketch: inout ModelSketch, _ codes: [String]) {
    var name = "f0"
    sketch[name] = .init(name: name, type: "FLOAT32", shape: [1, 2, 2, 2])
    sketch.ops[1] = .init(code: "DEQUANTIZE", inputs: ["y"], outputs: [name])
    for (index, code) in codes.enumerated() {
      let next = "f\(index + 1)"
      sketch[next] = .init(name: next, type: "FLOAT32", shape: [1, 2, 2, 2])
      sketch.ops.append(.init(code: code, inputs: [name], outputs: [next]))
      name = next
    }
    sketch.ops.append(.init(code: "QUANTIZE", inputs: [name], outputs: ["h"]))
  }
}
