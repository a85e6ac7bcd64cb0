import Testing

@Suite struct Int16ZeroPointTests {
  @Test(arguments: [
    RuleCase(fires: "at a convolution", "Q009 error op 0 t0") {
      for name in ["x", "y", "h"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      $0["x"].zeroPoints = [1]
    },
    RuleCase(nearMiss: "an operator that takes any") {
      for name in ["y", "h"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [5]) }
      $0.ops = [.init(code: "GATHER", inputs: ["y", "b"], outputs: ["h"])]
    },
    RuleCase(nearMiss: "SOFTMAX from 8 bits has a grid of its own") {
      ($0["h"].type, $0["h"].scales, $0["h"].zeroPoints) = ("INT16", [1 / 65536], [-32768])
      $0.ops[1] = .init(code: "SOFTMAX", inputs: ["y"], outputs: ["h"])
    },
    RuleCase(notApplicable: "int8") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("int16-zero-point") }
}
