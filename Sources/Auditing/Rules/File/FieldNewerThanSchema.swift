internal import ModelFormat

/// Flags fields that are newer than the schema.
struct FieldNewerThanSchema: Rule {
  static let info = RuleInfo(
    id: "F015",
    name: "field-newer-than-schema",
    summary: "The file has a field that is newer than the schema of tflens",
    rationale: """
      A reader skips fields that it does not know. Such a field may describe a newer form of \
      quantization, which tflens does not report and a runtime of the same age ignores too. \
      `tflens rewrite` rejects the model unless told to drop the field.
      """,
    remedy: "Use a newer tflens, and a runtime as new as the converter.",
    source: """
      ai-edge-litert 2.3.0, `schema_py_generated.py`, with which a test compares `schema/tflite.fbs`
      """,
    severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    guard let field = context.model.file.newerField else { return [] }
    return [
      finding(
        "\(field.escapedForDisplay) is newer than the schema", at: .model,
        values: [FindingValue("field", field)])
    ]
  }
}
