/// Something that a rule found in a model.
public struct Finding: Sendable {
  /// The rule that found it.
  public let rule: RuleInfo
  /// The severity in this case.
  public let severity: Severity
  /// Where it is.
  public let place: FindingPlace
  /// What was found and what is allowed, in a sentence without a full stop; safe for a terminal.
  public let message: String
  /// The numbers in the message, in a fixed order.
  public let values: [FindingValue]
  /// What to do about it.
  public let fix: String
  /// Rewrites that may fix it, the best first; empty if no pass can.
  public let offers: [RewriteOffer]

  /// The same finding with another severity.
  func with(_ severity: Severity) -> Finding {
    Finding(
      rule: rule, severity: severity, place: place, message: message, values: values, fix: fix,
      offers: offers)
  }
}

extension [Finding] {
  /// The most severe first; each severity by its place in the file, then by rule: the model as a
  /// whole before its subgraphs, a subgraph before its operators.
  ///
  /// Findings of one rule at one place keep their order.
  var sortedBySeverityAndPlace: [Finding] {
    let ranks = Dictionary(
      uniqueKeysWithValues: zip(Severity.allCases.reversed(), Severity.allCases.indices))
    return enumerated().map { position, finding in
      let place = finding.place
      return (
        key: (
          ranks[finding.severity] ?? 0, place.subgraph ?? -1, place.op ?? -1, place.tensor ?? -1,
          finding.rule.id, position
        ), finding: finding
      )
    }
    .sorted { $0.key < $1.key }.map(\.finding)
  }
}
