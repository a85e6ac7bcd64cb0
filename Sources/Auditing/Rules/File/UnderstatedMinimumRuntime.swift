internal import ModelFormat

/// Flags a stated minimum runtime that is older than the operators need.
struct UnderstatedMinimumRuntime: Rule {
  static let info = RuleInfo(
    id: "F008",
    name: "understated-minimum-runtime",
    summary: "The minimum runtime that the file states is older than its operators need",
    rationale: """
      Applications and stores read `min_runtime_version` to decide which devices are given the \
      model. Stated too low, it reaches runtimes that refuse it. Tools that change a model and \
      keep its metadata leave such a number behind.
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
          "the stated minimum runtime is '\(stated.escapedForDisplay)', which is no release; it "
            + "must be \(needed.release)",
          at: .model, values: [FindingValue("expected", needed.release.description)])
      ]
    }
    guard release < needed.release else { return [] }
    return [
      finding(
        "the stated minimum runtime is \(release); \(needed.code.builtin.name) version "
          + "\(needed.code.version) needs \(needed.release)",
        at: .model,
        values: [
          FindingValue("found", release.description),
          FindingValue("expected", needed.release.description),
        ])
    ]
  }
}

extension Model {
  /// The text of the metadata `min_runtime_version`, up to the first zero byte; nil where there is
  /// none.
  var statedRuntime: String? {
    for entry in metadata where entry.name?.text == "min_runtime_version" {
      guard let data = buffer(entry.buffer)?.contents, data.count > 0 else { continue }
      // The field has 16 bytes; what is longer is no release.
      let text = data.scalars(of: UInt8.self).prefix(64).prefix { $0 != 0 }
      // An empty text is how a converter leaves the room for it.
      if !text.isEmpty { return String(decoding: text, as: UTF8.self) }
    }
    return nil
  }
}
