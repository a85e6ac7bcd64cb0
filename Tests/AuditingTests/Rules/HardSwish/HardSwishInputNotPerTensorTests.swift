import Testing

@Suite struct HardSwishInputNotPerTensorTests {
  @Test(arguments: [
    RuleCase(fires: "a scale for each channel", "Q030 error op 1 t3") {
      ($0["y"].scales, $0["y"].zeroPoints, $0["y"].axis) = ([0.05, 0.06], [-4, -4], 3)
    },
    RuleCase(nearMiss: "one scale, said to lie along a dimension") { $0["y"].axis = 3 },
    RuleCase(nearMiss: "the output has several") {
      ($0["h"].scales, $0["h"].zeroPoints, $0["h"].axis) = ([0.05, 0.06], [-4, -4], 3)
    },
    RuleCase(notApplicable: "no HARD_SWISH") {
      $0.ops[1].code = "RELU6"
      ($0["y"].scales, $0["y"].zeroPoints, $0["y"].axis) = ([0.05, 0.06], [-4, -4], 3)
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("hard-swish-input-not-per-tensor") }
}
