public import ModelFormat
public import Rewriting

/// What was done for a target, and what it still does not take.
public struct TargetRewrite: Sendable {
  /// Which operators ran on the target before.
  public let before: Placement
  /// Which do now.
  public let after: Placement
  /// The passes that would have helped and could not be run, each with the reason.
  public let refused: [Refusal]
  /// The passes after which the target took no more than before, as they are typed; nothing of them
  /// is in the model.
  public let rolledBack: [String]

  /// A pass that could not be run.
  public struct Refusal: Sendable {
    /// The pass, as it is typed: `--to-uint8`.
    public let pass: String
    /// Why.
    public let error: Diagnostic
  }
}

extension PassRunner {
  /// Runs the passes that mend what a target does not take, one after the other, until none is
  /// left that could help.
  ///
  /// Each runs once at most: fusing, so that little is left to mend; one scale for weights, and
  /// types; then what HARD_SWISH needs. Each changes the operators that the target does not take,
  /// where every reason for it can be mended, and what must follow; types change in the whole model.
  /// A pass that cannot be run costs nothing but itself. One without which the target takes as much
  /// is rolled back.
  ///
  /// - Throws: `no-such-part` where the selection names no operator; `broken-by-pass`.
  public mutating func run(
    for target: TargetProfile, among selection: OperatorSelection = .all
  ) throws(Diagnostic) -> TargetRewrite {
    try selection.check(model)
    let before = Placement(of: model, on: target)
    let start = TargetTrial(runner: self, placement: before)
    var best = try start.run(among: selection, without: [])
    var idle: Set<MendingPass> = []
    // The last first: what only prepared for it may then go too.
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
  /// True where the target takes more of a model than of what it was: fewer operators are left
  /// over; or as many, with fewer multiply-accumulates among them.
  func isBetter(than other: Coverage) -> Bool {
    (blockedCount, operatorCount - mappedCount, -mappedMacs)
      < (other.blockedCount, other.operatorCount - other.mappedCount, -other.mappedMacs)
  }
}
