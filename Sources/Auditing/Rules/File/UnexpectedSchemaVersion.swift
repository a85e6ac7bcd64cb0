internal import ModelFormat

/// Flags a schema version other than 3.
struct UnexpectedSchemaVersion: Rule {
  static let info = RuleInfo(
    id: "F001",
    name: "unexpected-schema-version",
    summary: "The file follows another version of the schema than 3",
    rationale: """
      Every runtime since 2017 reads version 3 and no other: LiteRT rejects the file before it \
      looks at a single operator.
      """,
    remedy: "Convert the model again with a converter that writes schema version 3.",
    source: "LiteRT `core/interpreter_builder.cc`, `InterpreterBuilder::operator()`",
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    let version = context.model.version
    guard version != 3 else { return [] }
    return [
      finding(
        "the schema version is \(version); it must be 3", at: .model,
        values: [FindingValue("version", version)])
    ]
  }
}
