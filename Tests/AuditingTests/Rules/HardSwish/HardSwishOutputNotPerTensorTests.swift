import Testing

@Suite struct HardSwishOutputNotPerTensorTests {
  @Test(arguments: [
    RuleCase(fires: "a scale for each channel", "Q031 error op 1 t4") {
      ($0["h"].scales, $0["h"].zeroPoints, $0["h"].axis) = ([0.03, 0.04], [-116, -116], 3)
    },
    RuleCase(nearMiss: "one scale, said to lie along a dimension") { $0["h"].axis = 3 },
    RuleCase(nearMiss: "another operator's output") {
      $0.ops[1].code = "RELU6"
      ($0["h"].scales, $0["h"].zeroPoints, $0["h"].axis) = ([0.03, 0.04], [-116, -116], 3)
    },
    RuleCase(notApplicable: "a float output") {
      ($0["h"].type, $0["h"].scales, $0["h"].zeroPoints) = ("FLOAT32", [], [])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("hard-swish-output-not-per-tensor") }
}
