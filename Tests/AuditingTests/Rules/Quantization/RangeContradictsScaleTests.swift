import Testing

@Suite struct RangeContradictsScaleTests {
  @Test(arguments: [
    RuleCase(fires: "a greater maximum than the codes reach", "Q008 note t0") {
      // The codes reach from -2.62 to 2.48.
      $0["x"].range = "min: [-2.6], max: [2.52]"
    },
    RuleCase(fires: "a lesser minimum", "Q008 note t0") { $0["x"].range = "min: [-3], max: [1]" },
    RuleCase(fires: "the wrong way round", "Q008 note t0") {
      $0["x"].range = "min: [1], max: [-1]"
    },
    RuleCase(fires: "no number", "Q008 note t0") { $0["x"].range = "min: [nan], max: [1]" },
    RuleCase(nearMiss: "nudged by a step") { $0["x"].range = "min: [-2.64], max: [2.5]" },
    RuleCase(notApplicable: "no range") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("range-contradicts-scale") }
}
