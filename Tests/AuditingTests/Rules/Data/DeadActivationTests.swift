import Testing

@Suite struct DeadActivationTests {
  @Test(arguments: [
    DataCase("always 0", "D005 warning op 0 t3", values: ["y": [-4, -4, -4]]),
    DataCase("always 0.5, in float", "D005 warning op 0 t3", values: ["y": [0.5, 0.5]]) {
      ($0["y"].type, $0["y"].scales, $0["y"].zeroPoints) = ("FLOAT32", [], [])
    },
    DataCase("an input", "D005 warning t0", values: ["x": [0, 0, 0]]),
    DataCase("two codes", values: ["y": [-4, -4, -3]]),
    DataCase("one sample", values: ["y": [-4, -4, -4]], samples: 1),
  ])
  func check(_ c: DataCase) throws { try c.check("dead-activation") }
}
