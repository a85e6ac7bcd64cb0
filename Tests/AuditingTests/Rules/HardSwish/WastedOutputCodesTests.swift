import Testing

@Suite struct WastedOutputCodesTests {
  @Test(arguments: [
    // Inputs go from -6.2 to 6.55, outputs from -0.375 to 6.55: 6.9 / 0.0265 = 261 codes.
    RuleCase(fires: "a scale of over twice the reach", "Q037 warning op 1 t4") {
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.06], [-100])
    },
    RuleCase(nearMiss: "just over half of the codes") {
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.053], [-100])
    },
    RuleCase(notApplicable: "the kernel does not compute") {
      ($0["y"].scales, $0["h"].scales) = ([1], [0.0078125])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("wasted-output-codes") }
}
