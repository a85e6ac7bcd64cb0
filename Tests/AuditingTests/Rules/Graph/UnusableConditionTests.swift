import Testing

@Suite struct UnusableConditionTests {
  @Test(arguments: [
    RuleCase(fires: "an int8 image as the condition of IF", "G022 error op 0 t0") {
      Self.branch("x", &$0)
    },
    RuleCase(fires: "two truth values", "G022 error op 0 t5") {
      $0["c"] = .init(name: "c", type: "BOOL", shape: [2])
      Self.branch("c", &$0)
    },
    RuleCase(fires: "a condition of several truth values", "G022 error op 0") {
      Self.loop("BOOL", [4], &$0)
    },
    RuleCase(fires: "a condition of two dimensions", "G022 error op 0") {
      Self.loop("BOOL", [1, 1], &$0)
    },
    RuleCase(fires: "a condition of another type", "G022 error op 0") {
      Self.loop("INT32", [], &$0)
    },
    RuleCase(nearMiss: "one truth value in two dimensions, for IF") {
      $0["c"] = .init(name: "c", type: "BOOL", shape: [1, 1])
      Self.branch("c", &$0)
    },
    RuleCase(nearMiss: "a truth value without dimensions") { Self.loop("BOOL", [], &$0) },
    RuleCase(nearMiss: "a truth value in one dimension") { Self.loop("BOOL", [1], &$0) },
    RuleCase(notApplicable: "no control flow") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("unusable-condition") }

  private static func branch(_ condition: String, _ sketch: inout ModelSketch) {
    MismatchedSubgraphCallTests.run(
      "IF", "then_subgraph_index: 1, else_subgraph_index: 2", [condition, "y"], ["h"], ([0], [1]),
      ([0], [1]), sketch: &sketch)
  }

  private static func loop(_ type: String, _ shape: [Int], _ sketch: inout ModelSketch) {
    MismatchedSubgraphCallTests.run(
      "WHILE", "cond_subgraph_index: 1, body_subgraph_index: 2", ["x"], ["h"], ([0], [1]),
      ([0], [1]), sketch: &sketch)
    sketch.subgraphs[0] =
      "{tensors: [{shape: [1]}, {type: \"\(type)\", shape: \(shape)}], inputs: [0], outputs: [1]}"
  }
}
