internal import Auditing
internal import ModelFacts
internal import ModelFormat
internal import Rewriting

/// Tries the rewrites that findings offer, so that a report prints only what works.
///
/// Each runs in memory on the unchanged model; the finding's rule then checks the result.
struct RewriteTrial {
  /// The outcome of the offers of one finding.
  enum Outcome {
    /// These arguments remove the finding; `caution` is what they change, if a limit had to be raised or a
    /// change has no bound.
    case works(RewriteOffer, arguments: [String], caution: String?)
    /// Why none of them works.
    case fails(String)
  }

  /// How many findings of one report are tried; each costs a rewrite and an audit with one rule.
  static let most = 32
  /// The limit for a trial without one, so that the true distance is reported.
  private static let anyDistance = 65_535

  private let edited: EditableModel?
  private let refusal: String
  private let audit: Audit

  init(_ model: Model, for audit: Audit) {
    self.audit = audit
    do {
      edited = try EditableModel(model.file)
      refusal = ""
    } catch {
      edited = nil
      refusal = error.what
    }
  }

  /// Tries the offers of a finding, the best first.
  ///
  /// - Parameter count: how many findings its rule has in the unchanged model.
  func outcome(of finding: Finding, among count: Int) -> Outcome {
    var reason = refusal
    for offer in finding.offers {
      guard let edited else { break }
      do throws(Diagnostic) {
        var runner = PassRunner(edited)
        try run(offer, with: &runner)
        if findingCount(finding.rule, after: runner) < count {
          return .works(
            offer, arguments: offer.arguments, caution: caution(about: runner, limit: nil))
        }
        if reason.isEmpty {
          reason = runner.leftAlone.last?.what.reason ?? "the finding would remain"
        }
      } catch {
        if error.code == .boundExceeded,
          let raised = withRaisedLimit(offer, edited, finding.rule, count)
        {
          return raised
        }
        if reason.isEmpty { reason = error.what }
      }
    }
    return .fails(reason)
  }

  /// How many findings of a rule are left after a pass has run on the whole model; nil if it cannot run.
  func countLeft(of rule: RuleInfo, after everywhere: RewriteOffer.Everywhere) -> Int? {
    guard let edited else { return nil }
    var runner = PassRunner(edited)
    do throws(Diagnostic) {
      switch everywhere {
      case .fixBias: try runner.run(FixBias())
      case .fuseHardSwish: try runner.run(FuseHardSwish())
      case .requantizeHardSwish: try runner.run(RequantizeHardSwish(.tight))
      }
    } catch {
      return nil
    }
    return findingCount(rule, after: runner)
  }

  /// The offer with the limit that it needs.
  private func withRaisedLimit(
    _ offer: RewriteOffer, _ edited: EditableModel, _ rule: RuleInfo, _ count: Int
  ) -> Outcome? {
    var runner = PassRunner(edited, maxErrorCodes: Self.anyDistance)
    guard (try? run(offer, with: &runner)) != nil, findingCount(rule, after: runner) < count,
      let worst = runner.steps.largestKnownChange,
      let codes = Int(exactly: worst.rounded(.up))
    else { return nil }
    return .works(
      offer, arguments: offer.arguments + ["--max-error-codes", "\(codes)"],
      caution: caution(about: runner, limit: codes))
  }

  /// What the changes do to codes; nil if each has a bound, and none needed a higher limit.
  private func caution(about runner: PassRunner, limit: Int?) -> String? {
    let unbounded = runner.steps.unboundedCount
    guard limit != nil || unbounded > 0 else { return nil }
    let known = limit.map(Double.init) ?? runner.steps.largestKnownChange
    let parts = [
      known.flatMap { $0 > 0 ? "changes codes by up to \($0.asUpperFigure)" : nil },
      unbounded == 0 ? nil : "\(unbounded.counted("change")) not bounded",
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  private func run(
    _ offer: RewriteOffer, with runner: inout PassRunner
  ) throws(Diagnostic) {
    switch offer {
    case .fixBias(let op, let subgraph):
      try runner.run(FixBias(selection: OperatorSelection(op: op, subgraph: subgraph)))
    case .fuseHardSwish(let op, let subgraph):
      try runner.run(FuseHardSwish(op: op, subgraph: subgraph))
    case .requantizeHardSwish(let op, let subgraph):
      try runner.run(
        RequantizeHardSwish(
          .tight, selection: OperatorSelection(op: op, subgraph: subgraph)))
    case .setQuantization(let tensor, let scale, let zeroPoint, let subgraph):
      try runner.run(
        SetQuantization(.index(tensor), subgraph: subgraph, scale: scale, zeroPoint: zeroPoint))
    }
  }

  private func findingCount(_ rule: RuleInfo, after runner: PassRunner) -> Int {
    guard let file = try? runner.writer().opened(),
      let selection = try? RuleSelection(select: [rule.id], ignore: [])
    else { return .max }
    let result = Audit(
      selection, today: audit.today, runtime: audit.runtime, ranges: audit.ranges,
      memories: audit.memories, isOfRewrittenModel: true
    )
    .run(Model(file: file), path: FilePath(""))
    return result.findings.count
  }
}
