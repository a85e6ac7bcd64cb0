import Testing

@Suite struct OperatorWithoutKernelTests {
  @Test(arguments: [
    RuleCase(fires: "an operator of the schema only", "F004 error op 1") {
      $0.ops[1].code = "STABLEHLO_TANH"
    },
    RuleCase(fires: "a code that the schema does not have", "F004 error op 1") {
      $0.ops[1].code = "999"
    },
    RuleCase(fires: "one without a reference kernel is milder", "F004 note op 1") {
      $0.ops[1].code = "CEIL"
    },
    RuleCase(nearMiss: "a version without a kernel") { $0.ops[1].version = 99 },
    RuleCase(notApplicable: "a custom operator") { $0.ops[1].code = "CUSTOM" },
  ])
  func check(_ c: RuleCase) throws { try c.check("operator-without-kernel") }
}
