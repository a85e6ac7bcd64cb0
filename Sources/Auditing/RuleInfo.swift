/// All that a rule says about itself; help, reports and `docs/rules.md` are printed from it.
public struct RuleInfo: Sendable {
  /// A letter for the family (F file, G graph, Q quantization, T target) and three digits; printed,
  /// and never used for another rule.
  public let id: String
  /// What is wrong, as one word with hyphens.
  public let name: String
  /// What is wrong, in a sentence without a full stop.
  public let summary: String
  /// What goes wrong on the device.
  public let rationale: String
  /// What to do about it.
  public let remedy: String
  /// The passes of `tflens rewrite` that fix it where a finding offers them, by id; empty if none
  /// can.
  public let fixedBy: [String]
  /// Where the rule comes from: document and section, or file and function.
  public let source: String
  /// How much it matters at worst; a single finding may be milder.
  public let severity: Severity
  /// True for a rule that reads constants, not only tables.
  public let readsWeights: Bool
  /// True for a rule about what operators compute: one finding for all that compute it, at the
  /// first.
  public let isAboutCodes: Bool

  /// A rule in words.
  public init(
    id: String, name: String, summary: String, rationale: String, remedy: String,
    fixedBy: [String] = [], source: String, severity: Severity, readsWeights: Bool = false,
    isAboutCodes: Bool = false
  ) {
    self.id = id
    self.name = name
    self.summary = summary
    self.rationale = rationale
    self.remedy = remedy
    self.fixedBy = fixedBy
    self.source = source
    self.severity = severity
    self.readsWeights = readsWeights
    self.isAboutCodes = isAboutCodes
  }
}
