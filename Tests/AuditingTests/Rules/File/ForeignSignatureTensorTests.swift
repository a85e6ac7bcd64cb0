import Testing

@Suite struct ForeignSignatureTensorTests {
  @Test(arguments: [
    RuleCase(fires: "an input from inside the graph", "F012 error t3") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 3}], outputs: [{name: \"b\", tensor_index: 4}]}],"
    },
    RuleCase(fires: "an output from inside the graph", "F012 error t3") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 0}], outputs: [{name: \"b\", tensor_index: 3}]}],"
    },
    RuleCase(fires: "a constant as an input", "F012 error t1") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 1}], outputs: [{name: \"b\", tensor_index: 4}]}],"
    },
    RuleCase(nearMiss: "an input and a constant given back") {
      $0.more =
        "signature_defs: [{signature_key: \"s\", inputs: [{name: \"a\", tensor_index: 0}], outputs: [{name: \"b\", tensor_index: 4},{name: \"c\", tensor_index: 0},{name: \"d\", tensor_index: 1}]}],"
    },
    RuleCase(notApplicable: "no signature") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("foreign-signature-tensor") }
}
