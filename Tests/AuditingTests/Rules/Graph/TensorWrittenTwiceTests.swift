import Testing

@Suite struct TensorWrittenTwiceTests {
  @Test(arguments: [
    RuleCase(fires: "two operators", "G003 warning op 2 t3") {
      $0.ops.append(.init(code: "ABS", inputs: ["h"], outputs: ["y"]))
    },
    RuleCase(fires: "an input", "G003 warning op 1 t0") { $0.ops[1].outputs = ["x"] },
    RuleCase(fires: "a constant", "G003 error op 1 t1") { $0.ops[1].outputs = ["w"] },
    RuleCase(nearMiss: "a variable") {
      $0["y"].more = "is_variable: true";
      $0.ops.append(.init(code: "ABS", inputs: ["h"], outputs: ["y"]))
    },
    RuleCase(nearMiss: "two readers") {
      $0.ops.append(.init(code: "ABS", inputs: ["y"], outputs: ["z"]));
      $0["z"] = .init(name: "z", shape: [1])
    },
    RuleCase(notApplicable: "one writer each") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("tensor-written-twice") }
}
