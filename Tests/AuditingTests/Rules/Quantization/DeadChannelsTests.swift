import Testing

@Suite struct DeadChannelsTests {
  @Test(arguments: [
    RuleCase(fires: "one of two", "Q016 note op 0 t1") { $0["w"].data = [0, 127] },
    RuleCase(fires: "unsigned at its zero point", "Q016 note op 0 t1") {
      $0.useUInt8()
      $0["w"].data = [128, 1]
    },
    RuleCase(nearMiss: "a single weight of 1") { $0["w"].data = [1, 127] },
    RuleCase(notApplicable: "weights that the file does not hold") { $0["w"].data = nil },
  ])
  func check(_ c: RuleCase) throws { try c.check("dead-channels") }
}
