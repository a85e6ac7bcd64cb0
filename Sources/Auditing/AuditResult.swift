/// The result of an audit.
public struct AuditResult: Sendable {
  /// A finding that was accepted.
  public struct Suppressed: Sendable {
    /// The finding.
    public let finding: Finding
    /// The suppression that covers it.
    public let suppression: Suppression
  }

  /// The findings that are not suppressed: errors first, then warnings and notes; each by subgraph, operator
  /// and tensor, then by rule.
  public let findings: [Finding]
  /// The suppressed findings, in the same order.
  public let suppressed: [Suppressed]
  /// Expired suppressions for this model, in the order of the configuration.
  public let expired: [Suppression]

  /// How many findings have a severity.
  public func count(_ severity: Severity) -> Int {
    findings.count { $0.severity == severity }
  }

  /// The highest severity of a finding; nil if there is none.
  public var worst: Severity? { findings.first?.severity }
}
