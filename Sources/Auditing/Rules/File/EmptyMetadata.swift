internal import ModelFormat

/// Flags metadata without data.
struct EmptyMetadata: Rule {
  static let info = RuleInfo(
    id: "F010",
    name: "empty-metadata",
    summary: "A metadata entry has a name but no data",
    rationale: """
      Tools that know the entry's name expect data in its buffer, which is empty: labels, \
      normalization or signatures of a task library are lost. The runtime itself ignores metadata.
      """,
    remedy: "Write the metadata again with the tool that made it, or remove the entry.",
    source: "LiteRT `schema/schema.fbs`, `Metadata`", severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    context.model.metadata.compactMap { entry in
      guard context.model.buffer(entry.buffer)?.contents?.count ?? 0 == 0 else { return nil }
      let name = entry.name?.label ?? ""
      return finding(
        "metadata '\(name)' has no data in buffer \(entry.buffer.rawValue)", at: .model,
        values: [FindingValue("buffer", entry.buffer.rawValue)])
    }
  }
}
