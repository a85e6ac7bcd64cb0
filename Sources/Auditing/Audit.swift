public import Calibrating
public import MemoryPlanning
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

  /// What tensors held on data; nil if that is not known, and then rules about it do not run.
  public let ranges: Ranges?

  /// The memory of the targets; if there are none, rules about it do not run.
  public let memories: [MemoryLimit]

  private let isOfRewrittenModel: Bool

  /// An audit with a selection of the rules.
  ///
  /// - Parameters:
  ///   - ranges: what tensors held on data; rules about it run on a model whose ranges are known.
  ///   - takesRanges: whether contexts may have ranges of their own.
  ///   - memories: the memory of the targets that the model must fit into.
  ///   - isOfRewrittenModel: whether the ranges are of the model before it was rewritten, so that tensors
  ///   without a name correspond by index.
  public init(
    _ selection: RuleSelection = .all, suppressions: [Suppression] = [],
    folder: FilePath? = nil, today: CalendarDate, runtime: AuditRuntime? = nil,
    ranges: Ranges? = nil, takesRanges: Bool = false, memories: [MemoryLimit] = [],
    isOfRewrittenModel: Bool = false
  ) {
    self.folder = folder
    rules = selection.rules.filter {
      (ranges != nil || takesRanges || !$0.info.needsRanges)
        && (!memories.isEmpty || !$0.info.needsMemory)
    }
    self.memories = memories
    (self.ranges, self.isOfRewrittenModel) = (ranges, isOfRewrittenModel)
    self.suppressions = suppressions
    self.today = today
    self.runtime = runtime
  }

  /// Audits a model that was read from `path`.
  public func run(_ model: Model, path: FilePath) -> AuditResult {
    run(context(of: model), path: path)
  }

  /// The facts that the audit of a model shares with its caller.
  ///
  /// - Parameter ranges: what the model's tensors held on data; by default, what the audit was given.
  public func context(of model: Model, ranges: Ranges? = nil) -> AuditContext {
    let context = AuditContext(
      model, runtime: runtime, ranges: ranges ?? self.ranges, memories: memories)
    if isOfRewrittenModel { context.hasOwnRanges = true }
    return context
  }

  /// Audits a model whose facts the caller uses too.
  public func run(_ context: AuditContext, path: FilePath) -> AuditResult {
    let running = rules.filter { context.ranges != nil || !$0.info.needsRanges }
    let all = running.flatMap { $0.init().check(context) }.compactMap { finding in
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
