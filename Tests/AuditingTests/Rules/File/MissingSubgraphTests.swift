import Testing

@Suite struct MissingSubgraphTests {
  @Test(arguments: [
    RuleCase(fires: "no list", "F002 error") { $0.whole = "{version: 3, buffers: [{}]}" },
    RuleCase(fires: "an empty list", "F002 error") {
      $0.whole = "{version: 3, buffers: [{}], subgraphs: []}"
    },
    RuleCase(nearMiss: "a subgraph without anything") {
      $0.whole = "{version: 3, buffers: [{}], subgraphs: [{}]}"
    },
    RuleCase(notApplicable: "a subgraph with operators") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("missing-subgraph") }
}
