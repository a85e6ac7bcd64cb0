import Auditing
import Testing

@Suite struct BiasScaleMismatchTests {
  @Test(arguments: [
    RuleCase(fires: "one channel is off", "Q003 warning op 0 t2") { $0["b"].scales[1] = 0.006 },
    RuleCase(fires: "off by 1.1e-5 of it", "Q003 warning op 0 t2") {
      $0["b"].scales[0] *= 1.000_011
    },
    RuleCase(fires: "more scales than the weights have", "Q003 warning op 0 t2") {
      ($0["b"].shape, $0["b"].scales, $0["b"].zeroPoints) = ([3], [1, 1, 1], [0, 0, 0])
      $0["b"].data = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    },
    RuleCase(fires: "a bias that two convolutions share fits one of them", "Q003 warning op 2 t2") {
      $0["x2"] = .init(name: "x2", shape: [1, 2, 2, 1], scales: [0.5], zeroPoints: [0])
      $0["y2"] = .init(name: "y2", shape: [1, 2, 2, 2], scales: [0.5], zeroPoints: [0])
      $0.ops.append(.init(code: "CONV_2D", inputs: ["x2", "w", "b"], outputs: ["y2"]))
    },
    RuleCase(nearMiss: "off by a rounding") { $0["b"].scales[0] *= 1.000_009 },
    RuleCase(nearMiss: "off, but the bias is all 0") {
      $0["b"].scales = [1, 1]
      $0["b"].data = [UInt8](repeating: 0, count: 8)
    },
    RuleCase(notApplicable: "no bias") { $0.ops[0].inputs = ["x", "w"] },
    RuleCase(notApplicable: "float throughout") {
      for index in $0.tensors.indices {
        ($0.tensors[index].type, $0.tensors[index].scales) = ("FLOAT32", [])
        $0.tensors[index].zeroPoints = []
      }
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("bias-scale-mismatch") }

  @Test func namesTheNumbers() throws {
    var sketch = ModelSketch()
    sketch["b"].scales[1] = 0.006
    let finding = try #require(
      try RuleCase.findings(of: "Q003", in: try sketch.model()).first)
    // numpy.float32(0.02) * numpy.float32(0.25)
    #expect(
      finding.message == "the bias scale is 0.006 in channel 1; input scale x weight scale is 0.005"
    )
    #expect(finding.values.map(\.name) == ["expected", "found", "channel", "channels"])
    #expect(
      finding.values.map(\.content) == [.float32(0.005), .float32(0.006), .integer(1), .integer(1)])
  }
}
