import Testing

@Suite struct ConstantInputOrOutputTests {
  @Test(arguments: [
    RuleCase(fires: "an input", "G011 error t1") { $0.inputs = ["x", "w"] },
    RuleCase(fires: "an output is milder", "G011 note t1") { $0.outputs = ["h", "w"] },
    RuleCase(nearMiss: "a constant that lost its data") {
      $0.inputs = ["x", "w"]; $0["w"].data = nil
    },
    RuleCase(notApplicable: "no constants") {
      $0["w"].data = nil; $0["b"].data = nil
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("constant-input-or-output") }
}
