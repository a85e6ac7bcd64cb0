import Testing

@Suite struct OneSidedHardSwishTests {
  // The scale of y is 0.05 and its zero point -4: 56 is 3, -64 is -3.
  @Test(arguments: [
    DataCase("the identity", "D003 note op 1 t3", values: ["y": [56, 100]]),
    DataCase("always 0", "D003 note op 1 t3", values: ["y": [-100, -64]]),
    DataCase("RELU", "D003 note op 1 t3", values: ["y": [-64, 56, 127]]),
    DataCase("one input inside", values: ["y": [-64, 55, 127]]),
    DataCase("no HARD_SWISH", values: ["x": [127, 127]]),
    DataCase("in float", "D003 note op 1 t3", values: ["y": [3.5, 4]]) { floats(&$0) },
    // Its bin reaches from 2.875 to 3.
    DataCase("in float, just inside", values: ["y": [2.875, 4]]) { floats(&$0) },
  ])
  func check(_ c: DataCase) throws { try c.check("one-sided-hard-swish") }

  private static func floats(_ sketch: inout ModelSketch) {
    for name in ["y", "h"] {
      (sketch[name].type, sketch[name].scales, sketch[name].zeroPoints) = ("FLOAT32", [], [])
    }
  }
}
