import Testing

@Suite struct HardSwishTypeWithoutKernelTests {
  @Test(arguments: [
    RuleCase(fires: "int16", "Q033 error op 1 t3") {
      for name in ["y", "h"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
    },
    RuleCase(fires: "two types", "Q033 error op 1 t4") { $0["h"].type = "UINT8" },
    RuleCase(fires: "a float output", "Q033 error op 1 t4") { $0["h"].type = "FLOAT32" },
    RuleCase(fires: "float16, which only XNNPACK has, is milder", "Q033 note op 1 t3") {
      for name in ["y", "h"] {
        ($0[name].type, $0[name].scales, $0[name].zeroPoints) = ("FLOAT16", [], [])
      }
    },
    RuleCase(nearMiss: "uint8") { $0.useUInt8() },
    RuleCase(notApplicable: "another operator of int16") {
      $0.ops[1].code = "RELU"
      for name in ["y", "h"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("hard-swish-type-without-kernel") }
}
