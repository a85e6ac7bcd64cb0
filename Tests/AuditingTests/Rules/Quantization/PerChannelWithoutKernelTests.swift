import Testing

@Suite struct PerChannelWithoutKernelTests {
  @Test(arguments: [
    RuleCase(fires: "an activation", "Q012 error op 0 t3") {
      ($0["y"].scales, $0["y"].zeroPoints, $0["y"].axis) = ([0.1, 0.1], [0, 0], 3)
    },
    RuleCase(fires: "uint8 weights", "Q012 error op 0 t1") { $0.useUInt8() },
    RuleCase(fires: "int8 weights beside uint8", "Q012 error op 0 t1") { $0["x"].type = "UINT8" },
    RuleCase(nearMiss: "int8 weights") { _ in },
    RuleCase(nearMiss: "DEQUANTIZE has a kernel for it") {
      ($0["y"].scales, $0["y"].zeroPoints, $0["y"].axis) = ([0.1, 0.1], [0, 0], 3)
      ($0["h"].type, $0["h"].scales, $0["h"].zeroPoints) = ("FLOAT32", [], [])
      $0.ops = [.init(code: "DEQUANTIZE", inputs: ["y"], outputs: ["h"])]
    },
    RuleCase(notApplicable: "one scale throughout") {
      ($0["w"].scales, $0["w"].zeroPoints) = ([0.5], [0])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("per-channel-without-kernel") }
}
