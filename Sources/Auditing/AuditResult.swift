/// What an audit came to.
public struct AuditResult: Sendable {
  /// A finding that somebody accepted.
  public struct Suppressed: Sendable {
    /// What was found.
    public let finding: Finding
    /// Why it does not count.
    public let suppression: Suppression
  }

  /// What counts: errors first, then warnings and notes; each by subgraph, operator and tensor,
  /// then by rule.
  public let findings: [Finding]
  /// What is accepted, in the same order.
  public let suppressed: [Suppressed]
  /// Suppressions for this model whose day is over, in the order of the configuration.
  public let expired: [Suppression]

  /// How many findings have a severity.
  public func count(_ severity: Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  /// The greatest severity of a finding; nil if there is none.
  public var worst: Severity? { findings.first?.severity }
}
