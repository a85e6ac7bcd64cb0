internal import ModelFacts
internal import ModelFormat

/// Flags a stated minimum runtime that is older than the operators need.
struct UnderstatedMinimumRuntime: Rule {
  static let info = RuleInfo(
    id: "F008",
    name: "understated-minimum-runtime",
    summary: "The minimum runtime that the file states is older than its operators need",
    rationale: """
      Applications and stores read `min_runtime_version` to decide which devices get the model. If \
      it is too low, the model reaches runtimes that reject it. Tools that change a model but keep \
      its metadata leave such a number behind.
      """,
    remedy: "Write the release that the operators need into the metadata `min_runtime_version`.",
    source: """
      LiteRT `tools/versioning/runtime_version.cc`, `FindMinimumRuntimeVersionForOp` and \
      `UpdateMinimumRuntimeVersionForModel`
      """,
    severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    guard let stated = context.model.statedRuntime,
      let needed = OperatorReleases.needed(by: context.model)
    else { return [] }
    guard let release = RuntimeRelease(stated) else {
      return [
        finding(
          "the stated minimum runtime is '\(stated.escapedForDisplay)', which is not a release; it "
            + "must be \(needed.release)",
          at: .model, values: [FindingValue("expected_release", needed.release.description)])
      ]
    }
    guard release < needed.release else { return [] }
    return [
      finding(
        "the stated minimum runtime is \(release); \(needed.code.builtin.name) version "
          + "\(needed.code.version) needs \(needed.release)",
        at: .model,
        values: [
          FindingValue("found_release", release.description),
          FindingValue("expected_release", needed.release.description),
        ])
    ]
  }
}
