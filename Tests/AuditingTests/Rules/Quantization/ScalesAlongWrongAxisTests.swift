import Testing

@Suite struct ScalesAlongWrongAxisTests {
  @Test(arguments: [
    RuleCase(fires: "along the inputs", "Q011 warning op 0 t1") {
      ($0["w"].shape, $0["w"].axis, $0["w"].data) = ([2, 1, 1, 2], 3, [1, 2, 3, 4])
    },
    RuleCase(fires: "depthwise weights have their channels last", "Q011 warning op 0 t1") {
      $0.ops[0].code = "DEPTHWISE_CONV_2D"
    },
    RuleCase(nearMiss: "depthwise along dimension 3") {
      $0.ops[0].code = "DEPTHWISE_CONV_2D"
      ($0["w"].shape, $0["w"].axis) = ([1, 1, 1, 2], 3)
    },
    RuleCase(notApplicable: "one scale has no axis") {
      ($0["w"].scales, $0["w"].zeroPoints, $0["w"].axis) = ([0.5], [0], 3)
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("scales-along-wrong-axis") }
}
