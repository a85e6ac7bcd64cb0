import Testing

@Suite struct OperatorCycleTests {
  @Test(arguments: [
    RuleCase(fires: "two operators", "G004 error op 0") {
      $0.ops = [.init(code: "ADD", inputs: ["x", "h"], outputs: ["y"]), $0.ops[1]]
    },
    RuleCase(fires: "one operator", "G004 error op 0") {
      $0.ops[0] = .init(code: "ADD", inputs: ["x", "y"], outputs: ["y"])
    },
    RuleCase(fires: "two cycles, one after the other", "G004 error op 0", "G004 error op 2") {
      Self.twoCycles(&$0)
    },
    RuleCase(nearMiss: "through a variable") {
      $0["h"].more = "is_variable: true";
      $0.ops = [.init(code: "ADD", inputs: ["x", "h"], outputs: ["y"]), $0.ops[1]]
    },
    RuleCase(nearMiss: "only out of order") { $0.ops.reverse() },
    RuleCase(notApplicable: "in order") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("operator-cycle") }

  private static func twoCycles(_ sketch: inout ModelSketch) {
    for name in ["p", "q"] { sketch[name] = .init(name: name, shape: [1]) }
    sketch.ops = [
      .init(code: "ADD", inputs: ["x", "h"], outputs: ["y"]),
      .init(code: "ABS", inputs: ["y"], outputs: ["h"]),
      .init(code: "ADD", inputs: ["h", "q"], outputs: ["p"]),
      .init(code: "ABS", inputs: ["p"], outputs: ["q"]),
    ]
  }
}
