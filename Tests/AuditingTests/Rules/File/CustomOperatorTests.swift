import Testing

@Suite struct CustomOperatorTests {
  @Test(arguments: [
    RuleCase(fires: "nobody has a kernel", "F006 error op 1") {
      ($0.ops[1].code, $0.ops[1].moreCode) = ("CUSTOM", "custom_code: \"Sinh\"")
    },
    RuleCase(fires: "without a name", "F006 error") { $0.ops[1].code = "CUSTOM" },
    RuleCase(fires: "one that comes with the runtime is milder", "F006 note op 1") {
      ($0.ops[1].code, $0.ops[1].moreCode) = ("CUSTOM", "custom_code: \"Mfcc\"")
    },
    RuleCase(fires: "one that the delegate runs is milder", "F006 note op 1") {
      ($0.ops[1].code, $0.ops[1].moreCode) = ("CUSTOM", "custom_code: \"MaxUnpooling2D\"")
    },
    RuleCase(nearMiss: "a custom code that no operator has") {
      $0.whole =
        "{version: 3, buffers: [{}], operator_codes: [{builtin_code: \"CUSTOM\", custom_code: \"Sinh\"}], subgraphs: [{tensors: []}]}"
    },
    RuleCase(notApplicable: "builtin operators only") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("custom-operator") }
}
