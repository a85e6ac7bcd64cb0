import Testing

@Suite struct BiasZeroPointTests {
  @Test(arguments: [
    RuleCase(fires: "one channel", "Q004 error op 0 t2") { $0["b"].zeroPoints[1] = 5 },
    RuleCase(fires: "past 32 bits", "Q004 error op 0 t2") { $0["b"].zeroPoints[0] = 1 << 40 },
    RuleCase(nearMiss: "another int32 tensor") {
      $0["s"] = .init(name: "s", type: "INT32", shape: [1], scales: [1], zeroPoints: [5])
    },
    RuleCase(notApplicable: "a bias without quantization") {
      ($0["b"].scales, $0["b"].zeroPoints) = ([], [])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("bias-zero-point") }
}
