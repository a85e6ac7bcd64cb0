import Testing

@Suite struct LowestCodeInWeightsTests {
  @Test(arguments: [
    RuleCase(fires: "one weight", "Q015 note op 0 t1") { $0["w"].data = [128, 127] },
    RuleCase(nearMiss: "-127") { $0["w"].data = [129, 127] },
    RuleCase(notApplicable: "uint8 has no -128") {
      $0.useUInt8()
      $0["w"].data = [128, 0]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("lowest-code-in-weights") }
}
