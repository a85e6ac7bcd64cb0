import Testing

@Suite struct LostNegativeLobeTests {
  @Test(arguments: [
    RuleCase(fires: "the zero point is the lowest code", "Q036 warning op 1 t4") {
      $0["h"].zeroPoints = [-128]
    },
    RuleCase(fires: "steps wider than twice the dip", "Q036 warning op 1 t4") {
      ($0["y"].scales, $0["h"].scales, $0["h"].zeroPoints) = ([1.5], [0.8], [0])
    },
    RuleCase(nearMiss: "steps that just show it") {
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.6], [0])
    },
    RuleCase(notApplicable: "no input below 0") {
      $0["y"].zeroPoints = [-128]
      $0["h"].zeroPoints = [-128]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("lost-negative-lobe") }
}
