import Testing

@Suite struct UnexpectedSchemaVersionTests {
  @Test(arguments: [
    RuleCase(fires: "an older version", "F001 error") { $0.version = 2 },
    RuleCase(fires: "a newer version", "F001 error") { $0.version = 4 },
    RuleCase(nearMiss: "the version that all readers take") { $0.version = 3 },
    RuleCase(notApplicable: "another fault of the file") { $0.whole = "{version: 3}" },
  ])
  func check(_ c: RuleCase) throws { try c.check("unexpected-schema-version") }
}
