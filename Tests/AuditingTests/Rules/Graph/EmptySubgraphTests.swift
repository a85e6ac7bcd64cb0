import Testing

@Suite struct EmptySubgraphTests {
  @Test(arguments: [
    RuleCase(fires: "no operators", "G001 note") { $0.ops = [] },
    RuleCase(fires: "a second one is empty", "G001 note") { $0.subgraphs = ["{tensors: []}"] },
    RuleCase(nearMiss: "one operator") { $0.ops.removeLast() },
    RuleCase(notApplicable: "no subgraph") { $0.whole = "{version: 3, buffers: [{}]}" },
  ])
  func check(_ c: RuleCase) throws { try c.check("empty-subgraph") }
}
