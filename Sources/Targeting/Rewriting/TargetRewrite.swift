public import ModelFormat
public import Rewriting

/// The result of a rewrite for a target, and what the target still does not support.
public struct TargetRewrite: Sendable {
  /// Which operators ran on the target before.
  public let before: Placement
  /// Which operators run on it now.
  public let after: Placement
  /// The passes that would have helped but failed, each with a reason.
  public let refused: [Refusal]
  /// The options of passes that did not make the target support more; their changes were undone.
  public let rolledBack: [String]

  /// A pass that failed.
  public struct Refusal: Sendable {
    /// The pass's option: `--to-uint8`.
    public let pass: String
    /// Why.
    public let error: Diagnostic
  }
}

extension PassRunner {
  /// Runs the passes that fix what a target does not support, one after another, until no other pass
  /// could help.
  ///
  /// Each runs at most once: fusing first, so that there is less to fix; then per-tensor weights and
  /// types; then what HARD_SWISH needs. Each changes the unsupported operators for which every reason
  /// can be fixed, and what depends on them; types may change in the whole model. A pass that fails
  /// does not stop the others. A pass without which the target supports as much is undone.
  ///
  /// - Throws: `no-such-part` if the selection matches no operator; `broken-by-pass`.
  public mutating func run(
    for target: TargetProfile, among selection: OperatorSelection = .all
  ) throws(Diagnostic) -> TargetRewrite {
    try selection.check(model)
    let before = Placement(of: model, on: target)
    let start = TargetTrial(runner: self, placement: before)
    var best = try start.run(among: selection, without: [])
    var idle: Set<FixPass> = []
    // The last pass first: passes that only prepared for it can then be undone too.
    for pass in best.idle.reversed() {
      let other = try start.run(among: selection, without: idle.union([pass]))
      guard !(best.coverage.isBetter(than: other.coverage)) else { continue }
      idle.insert(pass)
      best = other
    }
    self = best.runner
    return TargetRewrite(
      before: before, after: best.placement, refused: best.refused,
      rolledBack: idle.sorted().map(\.option))
  }
}

extension TargetTrial {
  fileprivate var coverage: Coverage { placement.coverage }
}

extension Coverage {
  /// True if fewer operators stay on the CPU, or as many with fewer multiply-accumulates.
  func isBetter(than other: Coverage) -> Bool {
    (blockedCount, operatorCount - mappedCount, -mappedMacs)
      < (other.blockedCount, other.operatorCount - other.mappedCount, -other.mappedMacs)
  }
}
