import Testing

@Suite struct UnsoundSignatureTests {
  @Test(arguments: [
    RuleCase(fires: "a subgraph that is not there", "F016 error") {
      $0.more = #"signature_defs: [{signature_key: "a", subgraph_index: 1}],"#
    },
    RuleCase(fires: "a tensor that is not there", "F016 error") {
      $0.more = #"signature_defs: [{signature_key: "a", inputs: [{name: "x", tensor_index: 5}]}],"#
    },
    RuleCase(nearMiss: "the last tensor") {
      $0.more = #"signature_defs: [{signature_key: "a", outputs: [{name: "h", tensor_index: 4}]}],"#
    },
    RuleCase(notApplicable: "no signature") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("unsound-signature") }
}
