public import ModelFormat

/// An audit: the rules that run, and the findings that are accepted for a reason.
public struct Audit: Sendable {
  /// The rules that run, in the order of the catalog.
  public let rules: [any Rule.Type]
  /// What is accepted.
  public let suppressions: [Suppression]
  /// The folder that paths in suppressions are relative to; nil for the current one.
  public let folder: FilePath?
  /// The day that expiry dates of suppressions are compared with.
  public let today: CalendarDate

  /// The runtime that the model is audited for; nil for the one that it is compiled for, or else LiteRT.
  public let runtime: AuditRuntime?

  /// An audit with a selection of the rules.
  public init(
    _ selection: RuleSelection = .all, suppressions: [Suppression] = [],
    folder: FilePath? = nil, today: CalendarDate, runtime: AuditRuntime? = nil
  ) {
    self.folder = folder
    rules = selection.rules
    self.suppressions = suppressions
    self.today = today
    self.runtime = runtime
  }

  /// Audits a model that was read from `path`.
  public func run(_ model: Model, path: FilePath) -> AuditResult {
    run(AuditContext(model, runtime: runtime), path: path)
  }

  /// Audits a model whose facts the caller uses too.
  public func run(_ context: AuditContext, path: FilePath) -> AuditResult {
    let all = rules.flatMap { $0.init().check(context) }.compactMap { finding in
      context.runtime.severity(of: finding).map { finding.with($0) }
    }
    let sorted = all.sortedBySeverityAndPlace
    let path = folder.map(path.relative) ?? path
    let inForce = suppressions.filter { !$0.hasExpired(on: today) && $0.applies(to: path) }
    var open: [Finding] = []
    var suppressed: [AuditResult.Suppressed] = []
    for finding in sorted {
      if let suppression = inForce.first(where: { $0.covers(finding) }) {
        suppressed.append(.init(finding: finding, suppression: suppression))
      } else {
        open.append(finding)
      }
    }
    let expired = suppressions.filter { $0.hasExpired(on: today) && $0.applies(to: path) }
    return AuditResult(findings: open, suppressed: suppressed, expired: expired)
  }
}
