/// The description of a rule; help, reports and `docs/rules.md` are printed from it.
public struct RuleInfo: Sendable {
  /// A letter for the family (D data, F file, G graph, Q quantization, T target) and three digits; printed,
  /// and never used for another rule.
  public let id: String
  /// The name of the problem, with hyphens between words.
  public let name: String
  /// The name in earlier versions, which selections and configurations may still use; nil if it never changed.
  public let formerName: String?
  /// What is wrong, in a sentence without a full stop.
  public let summary: String
  /// What goes wrong on the device.
  public let rationale: String
  /// What to do about it.
  public let remedy: String
  /// The passes of `tflens rewrite` that a finding may offer as a fix, by id; empty if none can fix it.
  public let fixedBy: [String]
  /// Where the rule comes from: document and section, or file and function.
  public let source: String
  /// The severity at worst; a single finding may be milder.
  public let severity: Severity
  /// True for a rule that reads constants, not only tables.
  public let readsWeights: Bool
  /// True for a rule about what tensors held on data: it runs only if ranges are given.
  public let needsRanges: Bool
  /// True for a rule about the memory of targets: it runs only if a target with known memory is given.
  public let needsMemory: Bool
  /// True for a rule about operator codes, with one finding for all operators of a code, at the first.
  public let isAboutCodes: Bool

  /// The description of a rule.
  public init(
    id: String, name: String, formerName: String? = nil, summary: String, rationale: String,
    remedy: String, fixedBy: [String] = [], source: String, severity: Severity,
    readsWeights: Bool = false, needsRanges: Bool = false,
    needsMemory: Bool = false, isAboutCodes: Bool = false
  ) {
    self.id = id
    self.name = name
    self.formerName = formerName
    self.summary = summary
    self.rationale = rationale
    self.remedy = remedy
    self.fixedBy = fixedBy
    self.source = source
    self.severity = severity
    self.readsWeights = readsWeights
    self.needsRanges = needsRanges
    self.needsMemory = needsMemory
    self.isAboutCodes = isAboutCodes
  }
}
