import Testing

@Suite struct WrongTensorCountTests {
  @Test(arguments: [
    RuleCase(fires: "no filter", "G012 error op 0") { $0.ops[0].inputs = ["x"] },
    RuleCase(fires: "two outputs", "G012 error op 1") { $0.ops[1].outputs = ["h", "x"] },
    RuleCase(fires: "one of both kinds", "G012 error op 1", "G012 error op 1") {
      ($0.ops[1].inputs, $0.ops[1].outputs) = ([], [])
    },
    RuleCase(fires: "a CONV_2D without bias", "G012 error op 0") { $0.ops[0].inputs = ["x", "w"] },
    RuleCase(fires: "an LSTM without inputs", "G012 error op 1") {
      $0.ops[1].code = "LSTM"; $0.ops[1].inputs = []
    },
    RuleCase(nearMiss: "a bias that is left out") { $0.ops[0].inputs = ["x", "w", ""] },
    RuleCase(nearMiss: "a FULLY_CONNECTED without bias") {
      $0.ops[0].code = "FULLY_CONNECTED"; $0.ops[0].inputs = ["x", "w"]
    },
    RuleCase(notApplicable: "a custom operator") {
      $0.ops[0].code = "CUSTOM"; $0.ops[0].inputs = []
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("wrong-tensor-count") }
}
