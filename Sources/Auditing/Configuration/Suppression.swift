internal import ModelFormat

/// Findings that are accepted, and why.
public struct Suppression: Sendable {
  /// The rule: an id, the beginning of one, or a name.
  public let rule: String
  /// The paths of models; every model if there is none.
  public let model: NamePattern?
  /// The names or the positions of operators; every one if there is none.
  public let op: NamePattern?
  /// The names or the positions of tensors; every one if there is none.
  public let tensor: NamePattern?
  /// Why the findings are accepted; never empty.
  public let reason: String
  /// The last day on which they are; nil for ever.
  public let expires: CalendarDate?
  /// The line of the configuration that says so.
  public let line: Int

  /// A suppression in words.
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
