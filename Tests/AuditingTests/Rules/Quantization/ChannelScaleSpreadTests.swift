import Testing

@Suite struct ChannelScaleSpreadTests {
  @Test(arguments: [
    RuleCase(fires: "a factor of over 1,000", "Q018 note op 0 t1") {
      $0["w"].scales = [1, 0.000_9]
    },
    RuleCase(nearMiss: "exactly 1,000") { $0["w"].scales = [1000, 1] },
    RuleCase(nearMiss: "the small one's weights are all 0") {
      $0["w"].scales = [1, 1e-9]
      $0["w"].data = [100, 0]
    },
    RuleCase(notApplicable: "one scale") { ($0["w"].scales, $0["w"].zeroPoints) = ([1], [0]) },
  ])
  func check(_ c: RuleCase) throws { try c.check("channel-scale-spread") }
}
