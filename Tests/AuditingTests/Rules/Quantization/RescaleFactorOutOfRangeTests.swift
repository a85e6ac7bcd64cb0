import Testing

@Suite struct RescaleFactorOutOfRangeTests {
  @Test(arguments: [
    RuleCase(fires: "exactly 256 in one channel", "Q013 error op 0 t3") {
      ($0["x"].scales, $0["y"].scales, $0["w"].scales) = ([1], [1], [1, 256])
    },
    RuleCase(nearMiss: "just below") {
      ($0["x"].scales, $0["y"].scales, $0["w"].scales) = ([1], [1], [1, Float(256).nextDown])
    },
    RuleCase(nearMiss: "an infinite factor is another rule's") {
      ($0["x"].scales, $0["y"].scales) = ([1], [0])
    },
    RuleCase(notApplicable: "int16") {
      for name in ["x", "y"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      ($0["x"].scales, $0["y"].scales, $0["w"].scales) = ([1], [1], [1, 256])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("rescale-factor-out-of-range") }
}
