internal import ModelFormat

/// Flags operators whose code is only in the newer of its two fields.
struct DeprecatedCodeLeftZero: Rule {
  static let info = RuleInfo(
    id: "F007",
    name: "deprecated-code-left-zero",
    summary: "An operator's code is missing from the field that older readers use",
    rationale: """
      The code of an operator is stored in two fields: a byte, which all readers before TensorFlow \
      2.4 and some current readers use, and a 32-bit number. If the byte is 0, such a reader takes the \
      operator for ADD: it rejects the model because of the number of inputs, or computes an ADD.
      """,
    remedy: """
      Write the code into `deprecated_builtin_code` too: the code itself below 127, and 127 for \
      all others.
      """,
    source: """
      LiteRT `schema/schema.fbs`, `OperatorCode`; LiteRT `converter/schema/schema_utils.cc`, \
      `ConvertBuiltinCodeToDeprecatedBuiltinCode`
      """,
    severity: .warning, isAboutCodes: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.codes.compactMap { code, place in
      guard code.deprecatedBuiltinCode == 0, code.builtinCode > 0 else { return nil }
      let wanted = min(code.builtinCode, 127)
      return finding(
        "`deprecated_builtin_code` of \(code.builtin.name) is 0, which is ADD; it must be "
          + "\(wanted)",
        at: place, values: [FindingValue("found", 0), FindingValue("expected", wanted)])
    }
  }
}
