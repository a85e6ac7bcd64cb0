internal import ModelFormat

/// Flags a schema version other than 3.
struct UnexpectedSchemaVersion: Rule {
  static let info = RuleInfo(
    id: "F001",
    name: "unexpected-schema-version",
    summary: "The file does not use version 3 of the schema",
    rationale: """
      Every runtime since 2017 reads only version 3: LiteRT rejects the file before it reads any \
      operator.
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
