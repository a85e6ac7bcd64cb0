import Testing

@Suite struct HardSwishInputScaleTooLargeTests {
  @Test(arguments: [
    RuleCase(fires: "exactly 128", "Q034 error op 1 t4") {
      ($0["y"].scales, $0["h"].scales) = ([1], [0.0078125])
    },
    RuleCase(nearMiss: "just below") {
      ($0["y"].scales, $0["h"].scales) = ([Float(1).nextDown], [0.0078125])
    },
    RuleCase(notApplicable: "another operator") {
      $0.ops[1].code = "RELU"
      ($0["y"].scales, $0["h"].scales) = ([1], [0.0078125])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("hard-swish-input-scale-too-large") }
}
