import Auditing
import Testing

@Suite struct UnstatedMinimumRuntimeTests {
  @Test(arguments: [
    RuleCase(fires: "no metadata", "F009 note") { _ in },
    RuleCase(fires: "room without a number", "F009 note") {
      UnderstatedMinimumRuntimeTests.state("", &$0)
    },
    RuleCase(nearMiss: "a number that is too low") {
      UnderstatedMinimumRuntimeTests.state("1.5.0", &$0)
    },
    RuleCase(notApplicable: "no operator") {
      $0.whole = "{version: 3, buffers: [{}], subgraphs: [{tensors: []}]}"
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("unstated-minimum-runtime") }

  @Test func namesTheOperatorThatNeedsMost() throws {
    var sketch = ModelSketch()
    sketch.ops[0].version = 8
    let finding = try #require(try RuleCase.findings(of: "F009", in: try sketch.model()).first)
    #expect(
      finding.message
        == "no minimum runtime is stated; CONV_2D version 8 needs TensorFlow Lite 2.15.0")
  }
}
