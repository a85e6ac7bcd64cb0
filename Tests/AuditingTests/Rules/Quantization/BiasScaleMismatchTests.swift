import Auditing
import Testing

@Suite struct BiasScaleMismatchTests {
  @Test(arguments: [
    // |bias| x difference / output scale = 900 x 0.001 / 0.05 = 18 codes.
    RuleCase(fires: "one channel is off by codes", "Q003 error op 0 t2") {
      $0["b"].scales[1] = 0.006
      $0["b"].data = [7, 0, 0, 0, 132, 3, 0, 0]
    },
    RuleCase(fires: "off by less than a code", "Q003 warning op 0 t2") {
      $0["b"].scales[1] = 0.006
    },
    RuleCase(fires: "off by 1.1e-5 of it", "Q003 warning op 0 t2") {
      $0["b"].scales[0] *= 1.000_011
    },
    RuleCase(fires: "FULLY_CONNECTED with one scale refuses it", "Q003 error op 0 t2") {
      $0.ops[0].code = "FULLY_CONNECTED"
      ($0["w"].shape, $0["w"].scales, $0["w"].zeroPoints) = ([2, 1], [0.5], [0])
      ($0["b"].scales, $0["b"].zeroPoints) = ([0.012], [0])
    },
    RuleCase(fires: "below what it refuses", "Q003 warning op 0 t2") {
      $0.ops[0].code = "FULLY_CONNECTED"
      ($0["w"].shape, $0["w"].scales, $0["w"].zeroPoints) = ([2, 1], [0.5], [0])
      ($0["b"].scales, $0["b"].zeroPoints) = ([0.0109], [0])
    },
    RuleCase(fires: "more scales than the weights have", "Q003 warning op 0 t2") {
      ($0["b"].shape, $0["b"].scales, $0["b"].zeroPoints) = ([3], [1, 1, 1], [0, 0, 0])
      $0["b"].data = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    },
    RuleCase(fires: "a bias that two convolutions share fits one of them", "Q003 error op 2 t2") {
      $0["x2"] = .init(name: "x2", shape: [1, 2, 2, 1], scales: [0.5], zeroPoints: [0])
      $0["y2"] = .init(name: "y2", shape: [1, 2, 2, 2], scales: [0.5], zeroPoints: [0])
      $0.ops.append(.init(code: "CONV_2D", inputs: ["x2", "w", "b"], outputs: ["y2"]))
    },
    RuleCase(fires: "one scale beside one per channel", "Q003 error op 0 t2") {
      ($0["w"].scales, $0["b"].scales, $0["b"].zeroPoints) = ([0.5, 0.5], [0.01], [0])
    },
    RuleCase(fires: "one per channel beside one", "Q003 error op 0 t2") {
      ($0["w"].scales, $0["w"].zeroPoints, $0["b"].scales) = ([0.5], [0], [0.01, 0.01])
    },
    RuleCase(fires: "FULLY_CONNECTED with a bias that has no scale", "Q003 error op 0 t2") {
      $0.ops[0].code = "FULLY_CONNECTED"
      ($0["w"].shape, $0["w"].scales, $0["w"].zeroPoints) = ([2, 1], [0.5], [0])
      ($0["b"].scales, $0["b"].zeroPoints) = ([], [])
    },
    RuleCase(fires: "int16 FULLY_CONNECTED, though the bias is all 0", "Q003 error op 0 t2") {
      $0.ops[0].code = "FULLY_CONNECTED"
      for name in ["x", "y"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      ($0["w"].shape, $0["w"].scales, $0["w"].zeroPoints) = ([2, 1], [0.5], [0])
      ($0["b"].scales, $0["b"].zeroPoints) = ([0.012], [0])
      $0["b"].data = [UInt8](repeating: 0, count: 8)
    },
    RuleCase(nearMiss: "the same number below the normal ones") {
      let least = Float.leastNonzeroMagnitude
      ($0["w"].scales, $0["b"].scales) = ([least * 100, 0.25], [least * 2, Float(0.02) * 0.25])
    },
    RuleCase(nearMiss: "off by a rounding") { $0["b"].scales[0] *= 1.000_009 },
    RuleCase(nearMiss: "off, but the bias is all 0") {
      $0["b"].scales = [1, 1]
      $0["b"].data = [UInt8](repeating: 0, count: 8)
    },
    RuleCase(notApplicable: "no bias") { $0.ops[0].inputs = ["x", "w"] },
    RuleCase(notApplicable: "a bias without scales") {
      ($0["b"].scales, $0["b"].zeroPoints) = ([], [])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("bias-scale-mismatch") }

  @Test func namesTheNumbers() throws {
    var sketch = ModelSketch()
    sketch["b"].scales[1] = 0.006
    let finding = try #require(try RuleCase.findings(of: "Q003", in: try sketch.model()).first)
    #expect(
      finding.message == "the bias scale is 0.006 in channel 1; input scale x weight scale is 0.005"
    )
    #expect(
      finding.values.map(\.name) == [
        "expected", "found", "channel", "affected_channels", "shift_codes",
      ])
    // numpy.float32(0.02) * numpy.float32(0.25)
    #expect(
      finding.values.map(\.content).prefix(4) == [
        .float32(0.005), .float32(0.006), .integer(1), .integer(1),
      ])
  }
}
