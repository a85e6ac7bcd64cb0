public import Auditing
private import Digests
internal import Reporting

/// What a record depends on besides the model: if it does not change, neither does the record.
public struct BatchVersions: Sendable, Hashable {
  /// The tool's version.
  public let tool: String
  /// A hash of the record's schema, the rules and their texts, the suppressions, the targets, the runtime and the ranges, in
  /// 16 hexadecimal digits.
  public let rules: String

  /// The versions for an audit by this tool, and for targets with these profiles, as YAML.
  ///
  /// - Parameter rangesDigest: a hash of the ranges that the rules may use; nil if there are none.
  public init(_ audit: Audit, profiles: [String] = [], rangesDigest: String? = nil) {
    tool = ToolVersion.current
    var words = [
      // Optional keys, which the schema's number does not count.
      tool, RecordWriter.schema, "memory",
      "readsWeights \(audit.rules.contains { $0.info.readsWeights })",
    ]
    for rule in audit.rules {
      let info = rule.info
      words += [info.id, info.name, info.severity.rawValue, info.summary, info.remedy]
    }
    for suppression in audit.suppressions {
      let parts = [
        suppression.rule, suppression.model?.text, suppression.op?.text, suppression.tensor?.text,
        suppression.hasExpired(on: audit.today) ? "expired" : "in force",
      ]
      words += parts.map { $0.map { "=" + $0 } ?? "" }
    }
    words += profiles.map { "target " + $0 }
    words += audit.runtime.map { ["runtime \($0)"] } ?? []
    words += rangesDigest.map { ["ranges " + $0] } ?? []
    var hash = SHA256()
    for word in words { hash.update(Array(word.utf8) + [0]) }
    rules = String(hash.digest.hexText.prefix(16))
  }
}
