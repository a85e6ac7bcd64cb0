import Testing

@Suite struct AmbiguousSignatureTests {
  @Test(arguments: [
    RuleCase(fires: "no name", "F014 error") {
      $0.more = "signature_defs: [{inputs: [], outputs: []}],"
    },
    RuleCase(fires: "two of one name", "F014 warning") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [], outputs: []}, {signature_key: \"s\"}],"
    },
    RuleCase(fires: "two inputs of one name", "F014 warning") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 0},{name: \"a\", tensor_index: 1}], outputs: [{name: \"a\", tensor_index: 4}]}],"
    },
    RuleCase(nearMiss: "an input and an output of one name") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 0}], outputs: [{name: \"a\", tensor_index: 4}]}, {signature_key: \"t\"}],"
    },
    RuleCase(notApplicable: "no signature") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("ambiguous-signature") }
}
