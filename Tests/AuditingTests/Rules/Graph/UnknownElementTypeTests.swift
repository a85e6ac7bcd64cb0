import Testing

@Suite struct UnknownElementTypeTests {
  @Test(arguments: [
    RuleCase(fires: "a later code", "G009 error t0") { Self.setType(&$0, 23) },
    RuleCase(fires: "a negative code", "G009 error t0") { Self.setType(&$0, -1) },
    RuleCase(nearMiss: "the last that is known") { Self.setType(&$0, 22) },
    RuleCase(notApplicable: "no tensors") {
      $0.whole = "{version: 3, buffers: [{}], subgraphs: [{tensors: []}]}"
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("unknown-element-type") }

  private static func setType(_ sketch: inout ModelSketch, _ code: Int) {
    sketch.whole =
      "{version: 3, buffers: [{}], subgraphs: [{tensors: [{type: \(code), shape: [1]}]}]}"
  }
}
