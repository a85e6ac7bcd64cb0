import Testing

@Suite struct IncompleteSignatureTests {
  @Test(arguments: [
    RuleCase(fires: "no inputs", "F013 warning t0") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [], outputs: [{name: \"b\", tensor_index: 4}]}],"
    },
    RuleCase(fires: "no outputs", "F013 warning t4") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 0}], outputs: []}],"
    },
    RuleCase(nearMiss: "one input under two names") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 0},{name: \"c\", tensor_index: 0}], outputs: [{name: \"b\", tensor_index: 4}]}],"
    },
    RuleCase(notApplicable: "no signature") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("incomplete-signature") }
}
