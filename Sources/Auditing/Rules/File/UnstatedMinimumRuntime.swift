internal import ModelFacts
internal import ModelFormat

/// Flags a model that does not say which runtime it needs.
struct UnstatedMinimumRuntime: Rule {
  static let info = RuleInfo(
    id: "F009",
    name: "unstated-minimum-runtime",
    summary: "The file does not state the minimum runtime that its operators need",
    rationale: """
      Converters since TensorFlow 2.3 write `min_runtime_version`, which tells an application \
      whether a device's runtime supports the model before loading it. Without it, an application \
      finds out only when the runtime rejects the model.
      """,
    remedy: """
      Convert the model with a newer converter, or write `min_runtime_version` into its metadata.
      """,
    source: """
      LiteRT `tools/versioning/runtime_version.cc`, `FindMinimumRuntimeVersionForOp` and \
      `UpdateMinimumRuntimeVersionForModel`
      """,
    severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    guard context.model.statedRuntime == nil,
      let needed = OperatorReleases.needed(by: context.model)
    else { return [] }
    return [
      finding(
        "no minimum runtime is stated; \(needed.code.builtin.name) version \(needed.code.version) "
          + "needs TensorFlow Lite \(needed.release)",
        at: .model, values: [FindingValue("expected_release", needed.release.description)])
    ]
  }
}
