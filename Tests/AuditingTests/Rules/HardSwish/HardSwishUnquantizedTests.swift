import Testing

@Suite struct HardSwishUnquantizedTests {
  @Test(arguments: [
    RuleCase(fires: "the input", "Q032 error op 1 t3") {
      ($0["y"].scales, $0["y"].zeroPoints) = ([], [])
    },
    RuleCase(fires: "the output", "Q032 error op 1 t4") {
      ($0["h"].scales, $0["h"].zeroPoints) = ([], [])
    },
    RuleCase(nearMiss: "both have a scale") { _ in },
    RuleCase(notApplicable: "float") {
      for index in $0.tensors.indices where $0.tensors[index].data == nil {
        $0.tensors[index].type = "FLOAT32"
        ($0.tensors[index].scales, $0.tensors[index].zeroPoints) = ([], [])
      }
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("hard-swish-unquantized") }
}
