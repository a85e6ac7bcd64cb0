internal import ModelFormat
internal import Rewriting

/// A model during a rewrite for a target: the result of some of the passes that could help.
struct TargetTrial {
  private(set) var runner: PassRunner
  private(set) var placement: Placement
  private(set) var refused: [TargetRewrite.Refusal] = []
  /// The passes that ran without making the target support more.
  private(set) var idle: [FixPass] = []

  init(runner: PassRunner, placement: Placement) {
    (self.runner, self.placement) = (runner, placement)
  }

  /// The result of all passes that help, each run at most once, except `skipped`.
  ///
  /// - Throws: `broken-by-pass`.
  func run(
    among selection: OperatorSelection, without skipped: Set<FixPass>
  ) throws(Diagnostic) -> TargetTrial {
    var trial = self
    var tried = skipped
    while let next = trial.placement.needs.filter({ !tried.contains($0.key) })
      .min(by: { $0.key < $1.key })
    {
      tried.insert(next.key)
      try trial.run(next.key, on: next.value, among: selection)
    }
    return trial
  }

  private mutating func run(
    _ pass: FixPass, on operators: [Int: Set<Int>], among selection: OperatorSelection
  ) throws(Diagnostic) {
    let saved = self
    do {
      try run(pass, OperatorSelection(selection, needed: operators))
      guard let futile = futile(operators, since: saved) else { return note(pass, since: saved) }
      // Some operators stay unsupported, and no pass can fix them: they are not changed.
      self = saved
      let rest = operators.merging(futile) { $0.subtracting($1) }
      try run(pass, OperatorSelection(selection, needed: rest))
      note(pass, since: saved)
    } catch {
      guard error.code != .brokenByPass else { throw error }
      self = saved
      refused.append(.init(pass: pass.option, error: error))
    }
  }

  private mutating func note(_ pass: FixPass, since before: TargetTrial) {
    guard runner.steps.count > before.runner.steps.count else { return }
    if !placement.coverage.isBetter(than: before.placement.coverage) { idle.append(pass) }
  }

  private mutating func run(
    _ pass: FixPass, _ selection: OperatorSelection
  ) throws(Diagnostic) {
    switch pass {
    case .stripFloatIO: try runner.run(StripFloatIO(selection: selection))
    case .fuseHardSwish: try runner.run(FuseHardSwish(selection: selection))
    case .perTensorWeights: try runner.run(PerTensorWeights(selection: selection))
    case .toUInt8: try change(ToUInt8(), or: ToUInt8(selection: selection))
    case .toInt8: try change(ToInt8(), or: ToInt8(selection: selection))
    case .requantizeHardSwish:
      try runner.run(RequantizeHardSwish(.tight, selection: selection))
    case .splitHardSwish:
      let choice = SplitHardSwish.Choice.bestOfType(placement.strategies(in: runner.model))
      try runner.run(SplitHardSwish(choice, selection: selection))
    }
    placement = Placement(of: runner.model, on: placement.profile)
  }

  /// Changes the type of the operators that need it, or of the whole model if the target then supports
  /// more, or as much with fewer conversions.
  private mutating func change(
    _ whole: some Pass, or part: some Pass
  ) throws(Diagnostic) {
    var partly = runner
    var reason: Diagnostic?
    do {
      try partly.run(part)
    } catch {
      reason = error
    }
    do {
      try runner.run(whole)
    } catch {
      guard reason == nil else { throw error }
      runner = partly
      return
    }
    guard reason == nil else { return }
    let (some, all) = (
      Placement(of: partly.model, on: placement.profile).coverage,
      Placement(of: runner.model, on: placement.profile).coverage
    )
    if some.isBetter(than: all)
      || !all.isBetter(than: some) && some.operatorCount <= all.operatorCount
    {
      runner = partly
    }
  }

  /// The changed operators that no pass can still make supported; nil if there are none, or if all are.
  private func futile(
    _ operators: [Int: Set<Int>], since before: TargetTrial
  ) -> [Int: Set<Int>]? {
    guard placement.operators.count == before.placement.operators.count else { return nil }
    var futile: [Int: Set<Int>] = [:]
    for placed in placement.blocked where placed.fixPasses == nil {
      guard operators[placed.subgraph]?.contains(placed.index) == true else { continue }
      futile[placed.subgraph, default: []].insert(placed.index)
    }
    return futile.isEmpty || futile == operators ? nil : futile
  }
}
