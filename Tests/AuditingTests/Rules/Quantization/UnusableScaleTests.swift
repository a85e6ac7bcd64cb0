import Testing

@Suite struct UnusableScaleTests {
  @Test(arguments: [
    RuleCase(fires: "an activation of scale 0", "Q001 error op 0 t3") { $0["y"].scales = [0] },
    RuleCase(fires: "a negative input", "Q001 error t0") { $0["x"].scales = [-0.02] },
    RuleCase(fires: "an infinite output", "Q001 error op 1 t4") { $0["h"].scales = [.infinity] },
    RuleCase(fires: "one below the normal numbers", "Q001 error t0") {
      $0["x"].scales = [Float.leastNormalMagnitude / 2]
    },
    RuleCase(fires: "weights that are no number", "Q001 error t1") { $0["w"].scales[1] = .nan },
    RuleCase(fires: "a negative weight scale is milder", "Q001 warning t1") {
      $0["w"].scales[1] = -0.25
    },
    RuleCase(fires: "a weight scale of 0 is milder still", "Q001 note t1") {
      $0["w"].scales[0] = 0
    },
    RuleCase(fires: "FULLY_CONNECTED weights of scale 0", "Q001 error t1") {
      $0.ops[0].code = "FULLY_CONNECTED"
      ($0["w"].shape, $0["w"].scales[0]) = ([2, 1], 0)
    },
    RuleCase(fires: "an infinite scale of a bias, which nobody reads", "Q001 note t2") {
      $0["b"].scales[0] = .infinity
    },
    RuleCase(nearMiss: "the least normal scale") { $0["x"].scales = [.leastNormalMagnitude] },
    RuleCase(notApplicable: "no scale at all") { ($0["x"].scales, $0["x"].zeroPoints) = ([], []) },
  ])
  func check(_ c: RuleCase) throws { try c.check("unusable-scale") }
}
