import Testing

@Suite struct ScalesAlongWrongAxisTests {
  @Test(arguments: [
    RuleCase(fires: "along the inputs", "Q011 warning op 0 t1") {
      ($0["w"].shape, $0["w"].axis, $0["w"].data) = ([2, 1, 1, 2], 3, [1, 2, 3, 4])
    },
    RuleCase(fires: "depthwise, with more scales than channels", "Q011 error op 0 t1") {
      $0.ops[0].code = "DEPTHWISE_CONV_2D"
    },
    RuleCase(fires: "fully connected along the inputs", "Q011 error op 0 t1") {
      $0.ops[0].code = "FULLY_CONNECTED"
      ($0["w"].shape, $0["w"].axis, $0["w"].data) = ([2, 2], 1, [1, 2, 3, 4])
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
