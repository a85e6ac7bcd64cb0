import Testing

@Suite struct NonFiniteActivationTests {
  @Test(arguments: [
    DataCase("NaN", "D008 warning op 0 t3", values: ["y": [1, .nan, 2]]) { floats(&$0) },
    DataCase("infinite values alone", "D008 warning op 0 t3", values: ["y": [.infinity]]) {
      floats(&$0)
    },
    DataCase("finite values", values: ["y": [1, 2]]) { floats(&$0) },
    DataCase("another model", values: ["y": [1, .nan]], isOwn: false) { floats(&$0) },
  ])
  func check(_ c: DataCase) throws { try c.check("non-finite-activation") }

  private static func floats(_ sketch: inout ModelSketch) {
    (sketch["y"].type, sketch["y"].scales, sketch["y"].zeroPoints) = ("FLOAT32", [], [])
  }
}
