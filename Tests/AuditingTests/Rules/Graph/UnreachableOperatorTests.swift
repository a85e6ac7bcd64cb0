import Testing

@Suite struct UnreachableOperatorTests {
  @Test(arguments: [
    RuleCase(fires: "nobody reads the result", "G006 warning op 1") { $0.outputs = ["y"] },
    RuleCase(fires: "a chain that ends nowhere", "G006 warning op 0", "G006 warning op 1") {
      $0.outputs = ["x"]
    },
    RuleCase(nearMiss: "it writes a variable") {
      $0.outputs = ["y"]; $0["h"].more = "is_variable: true"
    },
    RuleCase(nearMiss: "it has no result") {
      $0.outputs = ["y"]; $0.ops[1].outputs = []
    },
    RuleCase(nearMiss: "nobody knows what it does") {
      $0.outputs = ["y"]; $0.ops[1].code = "CUSTOM"
    },
    RuleCase(nearMiss: "its reader stands before it") { $0.ops.reverse() },
    RuleCase(notApplicable: "every result is needed") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("unreachable-operator") }
}
