import Testing

@Suite struct UnequalScalesTests {
  @Test(arguments: [
    RuleCase(fires: "MAX_POOL_2D, which XNNPACK refuses", "Q021 error op 1 t3") {
      $0.ops[1].code = "MAX_POOL_2D"
      ($0["h"].scales, $0["h"].zeroPoints) = ([Float(0.05).nextUp], [-4])
    },
    RuleCase(fires: "CONCATENATION of int8", "Q021 error op 1 t3") {
      $0.ops[1] = .init(code: "CONCATENATION", inputs: ["y", "y"], outputs: ["h"])
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.05], [-3])
    },
    RuleCase(fires: "a second output of SPLIT", "Q021 error op 1 t5") {
      $0["z"] = .init(name: "z", shape: [1, 2, 2, 1], scales: [0.1], zeroPoints: [-4])
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.05], [-4])
      $0.ops[1] = .init(code: "SPLIT", inputs: ["b", "y"], outputs: ["h", "z"])
    },
    RuleCase(fires: "RESHAPE, where 16 codes are a warning", "Q021 warning op 1 t3") {
      $0.ops[1].code = "RESHAPE"
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.05], [12])
    },
    RuleCase(fires: "RESHAPE, past 16 codes", "Q021 error op 1 t3") {
      $0.ops[1].code = "RESHAPE"
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.05], [13])
    },
    RuleCase(nearMiss: "equal to the last bit") {
      $0.ops[1].code = "MAX_POOL_2D"
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.05], [-4])
    },
    RuleCase(nearMiss: "CONCATENATION of uint8 rescales") {
      $0.useUInt8()
      $0.ops[1] = .init(code: "CONCATENATION", inputs: ["y", "y"], outputs: ["h"])
    },
    RuleCase(notApplicable: "RELU rescales") { $0.ops[1].code = "RELU" },
  ])
  func check(_ c: RuleCase) throws { try c.check("unequal-scales") }
}
