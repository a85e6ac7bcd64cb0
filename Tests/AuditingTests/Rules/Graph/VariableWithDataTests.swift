import Testing

@Suite struct VariableWithDataTests {
  @Test(arguments: [
    RuleCase(fires: "data of a variable", "G025 error t2") { $0["b"].more = "is_variable: true" },
    RuleCase(nearMiss: "a variable without data") {
      ($0["b"].more, $0["b"].data) = ("is_variable: true", nil)
    },
    RuleCase(nearMiss: "a constant") { _ in },
    RuleCase(notApplicable: "no tensors") {
      ($0.tensors, $0.ops, $0.inputs, $0.outputs) = ([], [], [], [])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("variable-with-data") }
}
