internal import ModelFacts
internal import ModelFormat

/// Flags operators in a version that LiteRT has no kernel for.
struct OperatorNewerThanRuntime: Rule {
  static let info = RuleInfo(
    id: "F005",
    name: "operator-newer-than-runtime",
    summary: "An operator has a version that \(RegisteredKernels.runtime) has no kernel for",
    rationale: """
      An operator's version grows with its features: types, per-channel scales, broadcasting. A \
      runtime supports the versions that it knows and rejects a model with any other, even if the \
      operator is listed but never used.
      """,
    remedy: "Use a newer runtime, or a converter release that matches the runtime.",
    source: """
      LiteRT `core/kernels/register.cc`, `BuiltinOpResolver`, by loading each operator in each \
      version in ai-edge-litert 2.3.0
      """,
    severity: .error, isAboutCodes: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.codes.compactMap { code, place in
      let kernels = RegisteredKernels.of(code.builtin)
      guard code.builtin != .custom, let known = kernels.versions,
        let reference = kernels.reference ?? kernels.versions
      else { return nil }
      let values = [
        FindingValue("version", code.version), FindingValue("least", known.lowerBound),
        FindingValue("greatest", known.upperBound),
      ]
      let name = code.builtin.name
      guard known.contains(code.version) else {
        return finding(
          "\(name) has version \(code.version); \(RegisteredKernels.runtime) knows "
            + "\(Self.text(known))",
          at: place, values: values)
      }
      guard !reference.contains(code.version) else { return nil }
      return finding(
        "\(name) has version \(code.version); the reference kernels of "
          + "\(RegisteredKernels.runtime) know \(Self.text(reference)), only the optimized ones "
          + "run the model",
        at: place, values: values,
        fix: "No fix is needed, unless you debug with the reference kernels.",
        severity: .note)
    }
  }

  private static func text(_ range: ClosedRange<Int32>) -> String {
    range.lowerBound == range.upperBound
      ? "version \(range.lowerBound) only" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
