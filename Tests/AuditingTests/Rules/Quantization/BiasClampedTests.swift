import Testing

@Suite struct BiasClampedTests {
  @Test(arguments: [
    RuleCase(fires: "the greatest int32", "Q005 warning op 0 t2") {
      $0["b"].data = [1, 0, 0, 0, 255, 255, 255, 127]
    },
    RuleCase(fires: "the least", "Q005 warning op 0 t2") {
      $0["b"].data = [0, 0, 0, 128, 1, 0, 0, 0]
    },
    RuleCase(nearMiss: "one less") { $0["b"].data = [254, 255, 255, 127, 1, 0, 0, 128] },
    RuleCase(nearMiss: "bytes too few for one") { $0["b"].data = [255, 255, 127] },
    RuleCase(notApplicable: "no bias") { $0.ops[0].inputs = ["x", "w"] },
  ])
  func check(_ c: RuleCase) throws { try c.check("bias-clamped") }
}
