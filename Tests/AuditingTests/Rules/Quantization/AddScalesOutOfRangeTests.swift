import Testing

@Suite struct AddScalesOutOfRangeTests {
  @Test(arguments: [
    RuleCase(fires: "2^19 output scales", "Q014 error op 0 t3") {
      $0.ops[0] = .init(code: "ADD", inputs: ["x", "x"], outputs: ["y"])
      ($0["x"].scales, $0["y"].scales) = ([524_288], [1])
    },
    RuleCase(fires: "SUB with a scale of 0", "Q014 error op 0 t3") {
      $0.ops[0] = .init(code: "SUB", inputs: ["x", "x"], outputs: ["y"])
      $0["x"].scales = [0]
    },
    // ai-edge-litert 2.3.0 runs ADD and SUB with 3.2e32 and dies of 3.3e32, past 2^108.
    RuleCase(fires: "2^20 output scales are no float32", "Q014 error op 0 t3") {
      $0.ops[0] = .init(code: "ADD", inputs: ["x", "x"], outputs: ["y"])
      $0["y"].scales = [3.3e32]
    },
    RuleCase(nearMiss: "2^20 output scales are one") {
      $0.ops[0] = .init(code: "ADD", inputs: ["x", "x"], outputs: ["y"])
      $0["y"].scales = [3.2e32]
    },
    RuleCase(nearMiss: "just below 2^19") {
      $0.ops[0] = .init(code: "ADD", inputs: ["x", "x"], outputs: ["y"])
      ($0["x"].scales, $0["y"].scales) = ([Float(524_288).nextDown], [1])
    },
    RuleCase(notApplicable: "MUL takes any") {
      $0.ops[0] = .init(code: "MUL", inputs: ["x", "x"], outputs: ["y"])
      ($0["x"].scales, $0["y"].scales) = ([524_288], [1])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("add-scales-out-of-range") }
}
