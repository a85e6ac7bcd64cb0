import Testing

@Suite struct MissingListTests {
  @Test(arguments: [
    RuleCase(fires: "no buffers", "F003 error") {
      $0.whole = "{version: 3, subgraphs: [{tensors: []}]}"
    },
    RuleCase(fires: "no tensors", "F003 error") {
      $0.whole = "{version: 3, buffers: [{}], subgraphs: [{}]}"
    },
    RuleCase(nearMiss: "both lists are empty") {
      $0.whole = "{version: 3, buffers: [], subgraphs: [{tensors: []}]}"
    },
    RuleCase(notApplicable: "no subgraph") { $0.whole = "{version: 3, buffers: []}" },
  ])
  func check(_ c: RuleCase) throws { try c.check("missing-list") }
}
