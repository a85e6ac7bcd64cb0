import Testing

@Suite struct DuplicateInputOrOutputNameTests {
  @Test(arguments: [
    RuleCase(fires: "two outputs", "G017 note t2") { Self.list([0], [1, 2], &$0) },
    RuleCase(fires: "two inputs", "G017 note t2") { Self.list([1, 2], [0], &$0) },
    RuleCase(nearMiss: "the same tensor twice") { Self.list([0], [1, 1], &$0) },
    RuleCase(nearMiss: "an input and an output") { Self.list([1], [2], &$0) },
    RuleCase(nearMiss: "two inside the graph") { Self.list([0], [0], &$0) },
    RuleCase(notApplicable: "no inputs or outputs") { Self.list([], [], &$0) },
  ])
  func check(_ c: RuleCase) throws { try c.check("duplicate-input-or-output-name") }

  /// Tensors 1 and 2 share a name.
  private static func list(_ inputs: [Int], _ outputs: [Int], _ sketch: inout ModelSketch) {
    sketch.whole = """
      {version: 3, buffers: [{}], subgraphs: [{tensors: [{name: "x"}, {name: "y"}, {name: "y"}],
        inputs: \(inputs), outputs: \(outputs)}]}
      """
  }
}
