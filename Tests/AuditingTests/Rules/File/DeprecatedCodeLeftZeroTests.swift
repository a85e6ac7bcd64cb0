import Testing

@Suite struct DeprecatedCodeLeftZeroTests {
  @Test(arguments: [
    RuleCase(fires: "below 127", "F007 warning op 0") {
      $0.ops[0].moreCode = "deprecated_builtin_code: 0"
    },
    RuleCase(fires: "past 127", "F007 warning op 1") { $0.ops[1].code = "GELU" },
    RuleCase(nearMiss: "another number") { $0.ops[1].moreCode = "deprecated_builtin_code: 1" },
    RuleCase(notApplicable: "ADD is 0 in both") {
      $0.ops = [.init(code: "ADD", inputs: ["y", "y"], outputs: ["h"])]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("deprecated-code-left-zero") }
}
