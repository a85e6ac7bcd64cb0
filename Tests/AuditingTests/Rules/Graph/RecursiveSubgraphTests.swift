import Testing

@Suite struct RecursiveSubgraphTests {
  @Test(arguments: [
    RuleCase(fires: "its own body", "G015 error op 0") {
      MismatchedSubgraphCallTests.run(
        "WHILE", "cond_subgraph_index: 1, body_subgraph_index: 0", ["x"], ["h"], ([0], [1]),
        sketch: &$0)
    },
    RuleCase(fires: "through another", "G015 error op 0", "G015 error op 0") {
      MismatchedSubgraphCallTests.run(
        "CALL_ONCE", "init_subgraph_index: 1", [], [], ([], []), sketch: &$0);
      $0.subgraphs = [Self.caller]
    },
    RuleCase(fires: "a composite that is its own decomposition", "G015 error op 0") {
      MismatchedSubgraphCallTests.run(
        "STABLEHLO_COMPOSITE", "decomposition_subgraph_index: 0", ["x"], ["h"], sketch: &$0)
    },
    RuleCase(nearMiss: "both branches are one subgraph") {
      MismatchedSubgraphCallTests.run(
        "IF", "then_subgraph_index: 1, else_subgraph_index: 1", ["x", "y"], ["h"], ([0], [1]),
        sketch: &$0)
    },
    RuleCase(notApplicable: "no control flow") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("recursive-subgraph") }

  /// A subgraph that runs the first once.
  private static let caller = """
    {tensors: [], operators: [{opcode_index: 0, builtin_options_type: "CallOnceOptions",
      builtin_options: {init_subgraph_index: 0}}]}
    """
}
