import Testing

@Suite struct DuplicateInterfaceNameTests {
  @Test(arguments: [
    RuleCase(fires: "two outputs", "G017 note t5") { $0.tensors.append(.init(name: "x", shape: [1])); $0.tensors.append($0["y"]); $0.whole = Self.outputs($0, [3, 6, 5, 0]) },
    RuleCase(nearMiss: "the same tensor twice") { $0.outputs = ["h", "h"] },
    RuleCase(nearMiss: "an input and an output") { $0.tensors.append($0["x"]); $0.whole = Self.outputs($0, [5]) },
    RuleCase(notApplicable: "no outputs") { $0.outputs = [] },
  ])
  func check(_ c: RuleCase) throws { try c.check("duplicate-interface-name") }

  /// The model with these tensors as outputs: names alone cannot tell them apart.
  private static func outputs(_ sketch: ModelSketch, _ indices: [Int]) -> String {
    sketch.json.replacing("outputs: [4],", with: "outputs: \(indices),", maxReplacements: 1)
  }
}
