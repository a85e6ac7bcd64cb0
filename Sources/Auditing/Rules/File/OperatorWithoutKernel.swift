internal import ModelFacts
internal import ModelFormat

/// Flags builtin operators that LiteRT has no kernel for.
struct OperatorWithoutKernel: Rule {
  static let info = RuleInfo(
    id: "F004",
    name: "operator-without-kernel",
    summary:
      "A builtin operator has no kernel in \(RegisteredKernels.runtime), or none among its reference kernels",
    rationale: """
      LiteRT looks up every operator that the file lists, used or not, and rejects the model at the \
      first that it does not find. Some operators exist only in the schema, some only in converters; \
      a code that is not in the schema comes from a later schema or from damage. If only the \
      reference kernels lack the operator, the finding is a note.
      """,
    remedy:
      "Convert the model again without the operator, or decompose it into operators that have kernels.",
    source: """
      LiteRT `core/interpreter_builder.cc`, `BuildLocalIndexToRegistrationMapping`; LiteRT \
      `core/kernels/register.cc`, `BuiltinOpResolver`, by loading each operator in ai-edge-litert \
      2.3.0
      """,
    severity: .error, isAboutCodes: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.codes.compactMap { code, place in
      guard code.builtin != .custom else { return nil }
      let kernels = RegisteredKernels.of(code.builtin)
      let values = [FindingValue("code", code.builtin.rawValue)]
      guard let known = kernels.versions else {
        return finding(
          "\(RegisteredKernels.runtime) has no kernel for \(code.builtin.name)", at: place,
          values: values)
      }
      guard kernels.reference == nil, known.contains(code.version) else { return nil }
      return finding(
        "the reference kernels of \(RegisteredKernels.runtime) have no \(code.builtin.name): "
          + "only the optimized ones run the model",
        at: place, values: values,
        fix: "No fix is needed, unless you debug with the reference kernels.",
        severity: .note)
    }
  }
}
