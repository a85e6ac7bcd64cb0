import Testing

@Suite struct HardSwishOutputScaleTooLargeTests {
  @Test(arguments: [
    // 512 x 2^-10 = 0.5
    RuleCase(fires: "over 512 input scales", "Q035 error op 1 t4") {
      ($0["y"].scales, $0["h"].scales) = ([0x1p-10], [Float(0.5).nextUp])
    },
    RuleCase(nearMiss: "exactly 512") { ($0["y"].scales, $0["h"].scales) = ([0x1p-10], [0.5]) },
    RuleCase(notApplicable: "an unusable scale is another rule's") { $0["h"].scales = [0] },
  ])
  func check(_ c: RuleCase) throws { try c.check("hard-swish-output-scale-too-large") }
}
