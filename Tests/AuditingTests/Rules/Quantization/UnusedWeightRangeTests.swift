import Testing

@Suite struct UnusedWeightRangeTests {
  @Test(arguments: [
    RuleCase(fires: "all weights below 64", "Q017 warning op 0 t1") { $0["w"].data = [63, 193] },
    RuleCase(fires: "one channel of two is milder", "Q017 note op 0 t1") {
      $0["w"].data = [63, 127]
    },
    RuleCase(nearMiss: "64 and -64") { $0["w"].data = [64, 192] },
    RuleCase(nearMiss: "one scale serves channels that differ") {
      ($0["w"].scales, $0["w"].zeroPoints) = ([0.5], [0])
      $0["w"].data = [3, 127]
    },
    RuleCase(notApplicable: "all are 0") { $0["w"].data = [0, 0] },
  ])
  func check(_ c: RuleCase) throws { try c.check("unused-weight-range") }
}
