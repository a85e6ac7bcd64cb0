import Testing

@Suite struct MismatchedSubgraphCallTests {
  @Test(arguments: [
    RuleCase(fires: "a branch with more inputs", "G014 error op 0") {
      Self.run(
        "IF", "then_subgraph_index: 1, else_subgraph_index: 2", ["x", "y"], ["h"], ([0, 1], [1]),
        ([0], [1]), sketch: &$0)
    },
    RuleCase(fires: "a branch with fewer outputs", "G014 error op 0") {
      Self.run(
        "IF", "then_subgraph_index: 1, else_subgraph_index: 2", ["x", "y"], ["h"], ([0], [1]),
        ([0], []), sketch: &$0)
    },
    RuleCase(fires: "a condition with two outputs", "G014 error op 0") {
      Self.run(
        "WHILE", "cond_subgraph_index: 1, body_subgraph_index: 2", ["x"], ["h"], ([0], [1, 1]),
        ([0], [1]), sketch: &$0)
    },
    RuleCase(fires: "a body with no outputs", "G014 error op 0") {
      Self.run(
        "WHILE", "cond_subgraph_index: 1, body_subgraph_index: 2", ["x"], ["h"], ([0], [1]),
        ([0], []), sketch: &$0)
    },
    RuleCase(fires: "a preparation that takes something", "G014 error op 0") {
      Self.run("CALL_ONCE", "init_subgraph_index: 1", [], [], ([0], []), sketch: &$0)
    },
    RuleCase(fires: "a WHILE with an output too many", "G014 error op 0") {
      Self.run(
        "WHILE", "cond_subgraph_index: 1, body_subgraph_index: 2", ["x"], ["h", "y"], ([0], [1]),
        ([0], [1]), sketch: &$0)
    },
    RuleCase(fires: "a WHILE whose condition is its body", "G014 error op 0") {
      Self.run(
        "WHILE", "cond_subgraph_index: 1, body_subgraph_index: 1", ["x"], ["h"], ([0], [1]),
        sketch: &$0)
    },
    RuleCase(fires: "a composite that takes more", "G014 error op 0") {
      Self.run(
        "STABLEHLO_COMPOSITE", "decomposition_subgraph_index: 1", ["x"], ["h"], ([0, 1], [1]),
        sketch: &$0)
    },
    RuleCase(nearMiss: "a composite that fits") {
      Self.run(
        "STABLEHLO_COMPOSITE", "decomposition_subgraph_index: 1", ["x"], ["h"], ([0], [1]),
        sketch: &$0)
    },
    RuleCase(nearMiss: "an IF that fits") {
      Self.run(
        "IF", "then_subgraph_index: 1, else_subgraph_index: 2", ["x", "y"], ["h"], ([0], [1]),
        ([0], [1]), sketch: &$0)
    },
    RuleCase(nearMiss: "a WHILE that fits") {
      Self.run(
        "WHILE", "cond_subgraph_index: 1, body_subgraph_index: 2", ["x"], ["h"], ([0], [1]),
        ([0], [1]), sketch: &$0)
    },
    RuleCase(nearMiss: "a CALL_ONCE that fits") {
      Self.run("CALL_ONCE", "init_subgraph_index: 1", [], [], ([], []), sketch: &$0)
    },
    RuleCase(notApplicable: "no control flow") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("mismatched-subgraph-call") }

  /// A model with one operator that runs other subgraphs.
  static func run(
    _ code: String, _ options: String, _ inputs: [String], _ outputs: [String],
    _ subgraphs: (inputs: [Int], outputs: [Int])..., sketch: inout ModelSketch
  ) {
    let tables = [
      "IF": "IfOptions", "WHILE": "WhileOptions", "CALL_ONCE": "CallOnceOptions",
      "STABLEHLO_COMPOSITE": "StableHLOCompositeOptions",
    ]
    // Newer options have a union of their own.
    let union = code == "STABLEHLO_COMPOSITE" ? "builtin_options_2" : "builtin_options"
    sketch.ops = [
      .init(
        code: code, inputs: inputs, outputs: outputs,
        options: "\(union)_type: \"\(tables[code] ?? "")\", \(union): {\(options)}")
    ]
    sketch.subgraphs = subgraphs.map {
      "{tensors: [{shape: [1]}, {shape: [1]}], inputs: \($0.inputs), outputs: \($0.outputs)}"
    }
  }
}
