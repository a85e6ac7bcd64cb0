internal import ModelFormat

/// Findings that are accepted, and why.
public struct Suppression: Sendable {
  /// The rule: an id, a prefix of one, or a name.
  public let rule: String
  /// The paths of models; nil for all.
  public let model: NamePattern?
  /// The names or the indices of operators; nil for all.
  public let op: NamePattern?
  /// The names or the indices of tensors; nil for all.
  public let tensor: NamePattern?
  /// Why the findings are accepted; never empty.
  public let reason: String
  /// The last day on which they are accepted; nil for no limit.
  public let expires: CalendarDate?
  /// The line of the configuration.
  public let line: Int

  /// A suppression.
  public init(
    rule: String, model: NamePattern? = nil, op: NamePattern? = nil, tensor: NamePattern? = nil,
    reason: String, expires: CalendarDate? = nil, line: Int = 0
  ) {
    self.rule = rule
    self.model = model
    self.op = op
    self.tensor = tensor
    self.reason = reason
    self.expires = expires
    self.line = line
  }

  /// True after the last day.
  public func hasExpired(on today: CalendarDate) -> Bool { expires.map { $0 < today } ?? false }

  /// Whether the suppression is about the model at `path`.
  func applies(to path: FilePath) -> Bool { model?.matches(path: path.description) ?? true }

  /// Whether the suppression is about a finding, of a model that it applies to.
  func covers(_ finding: Finding) -> Bool {
    finding.rule.answers(to: rule)
      && Self.fits(op, finding.place.op, finding.place.opName)
      && Self.fits(tensor, finding.place.tensor, finding.place.tensorName)
  }

  private static func fits(_ pattern: NamePattern?, _ position: Int?, _ name: String?) -> Bool {
    guard let pattern else { return true }
    return position.map { pattern.text == "\($0)" } ?? false
      || name.map { pattern.matches($0) } ?? false
  }
}
