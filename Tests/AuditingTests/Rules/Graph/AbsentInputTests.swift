import Testing

@Suite struct AbsentInputTests {
  @Test(arguments: [
    RuleCase(fires: "no filter", "G020 error op 0") { $0.ops[0].inputs = ["x", "", "b"] },
    RuleCase(fires: "no bias of a CONV_2D", "G020 error op 0") {
      $0.ops[0].inputs = ["x", "w", ""]
    },
    RuleCase(fires: "several, in one finding", "G020 error op 0") {
      $0.ops[0].inputs = ["", "", "b"]
    },
    RuleCase(fires: "one of three gate weights of an LSTM", "G020 error op 1") {
      $0.ops[1].code = "UNIDIRECTIONAL_SEQUENCE_LSTM"
      $0.ops[1].inputs = ["y", "", "w", "w", "w", "w", "w", "w", "w"]
    },
    RuleCase(nearMiss: "an LSTM without an input gate") {
      $0.ops[1].code = "LSTM"
      $0.ops[1].inputs =
        ["y", "", "w", "w", "w", "", "w", "w", "w", "", "", "", "", "b", "b", "b"]
    },
    RuleCase(nearMiss: "no bias of a FULLY_CONNECTED") {
      $0.ops[0].code = "FULLY_CONNECTED"; $0.ops[0].inputs = ["x", "w", ""]
    },
    RuleCase(notApplicable: "a custom operator") {
      $0.ops[0].code = "CUSTOM"; $0.ops[0].inputs = ["", "w"]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("absent-input") }
}
