import Testing

@Suite struct OperatorsOutOfOrderTests {
  @Test(arguments: [
    RuleCase(fires: "the reader comes first", "G005 error op 0 t3") { $0.ops.reverse() },
    RuleCase(fires: "beside a cycle", "G005 error op 0 t3") {
      $0["p"] = .init(name: "p", shape: [1]);
      $0.ops = [$0.ops[1], $0.ops[0], .init(code: "ADD", inputs: ["p", "x"], outputs: ["p"])]
    },
    RuleCase(nearMiss: "a cycle") {
      $0.ops = [.init(code: "ADD", inputs: ["x", "h"], outputs: ["y"]), $0.ops[1]]
    },
    RuleCase(nearMiss: "what is read first is an input, too") {
      $0.inputs = ["x", "y"]; $0.ops.reverse()
    },
    RuleCase(notApplicable: "in order") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("operators-out-of-order") }
}
