import Testing

@Suite struct QuantizeCrashesProcessTests {
  @Test(arguments: [
    RuleCase(fires: "a zero point that is no code", "Q024 error op 1 t3") {
      $0.ops[1].code = "QUANTIZE"
      $0["y"].zeroPoints = [300]
    },
    RuleCase(fires: "an output scale of 0", "Q024 error op 1 t4") {
      $0.ops[1].code = "QUANTIZE"
      $0["h"].scales = [0]
    },
    RuleCase(fires: "from floats", "Q024 error op 1 t4") {
      $0.ops[1].code = "QUANTIZE"
      ($0["y"].type, $0["y"].scales, $0["y"].zeroPoints) = ("FLOAT32", [], [])
      $0["h"].zeroPoints = [300]
    },
    RuleCase(nearMiss: "to 16 bits, which XNNPACK leaves alone") {
      $0.ops[1].code = "QUANTIZE"
      ($0["h"].type, $0["y"].zeroPoints) = ("INT16", [300])
    },
    RuleCase(nearMiss: "well made") { $0.ops[1].code = "QUANTIZE" },
    RuleCase(notApplicable: "another operator") { $0["y"].zeroPoints = [300] },
  ])
  func check(_ c: RuleCase) throws { try c.check("quantize-crashes-process") }
}
