import Testing

@Suite struct OperatorNewerThanRuntimeTests {
  @Test(arguments: [
    RuleCase(fires: "a later version", "F005 error op 1") { $0.ops[1].version = 2 },
    RuleCase(fires: "a version that was withdrawn", "F005 error op 1") {
      $0.ops[1].code = "BROADCAST_TO"
    },
    RuleCase(fires: "one that only the reference lacks is milder", "F005 note op 1") {
      ($0.ops[1].code, $0.ops[1].version) = ("ADD", 6)
    },
    RuleCase(nearMiss: "the last version") { $0.ops[0].version = 8 },
    RuleCase(notApplicable: "an operator without any kernel") {
      ($0.ops[1].code, $0.ops[1].version) = ("STABLEHLO_TANH", 9)
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("operator-newer-than-runtime") }
}
