internal import ModelFormat
public import Targeting

/// What was done for a target, and what it still does not take.
public struct TargetRewrite: Sendable {
  /// Which operators ran on the target before.
  public let before: Placement
  /// Which do now.
  public let after: Placement
  /// The passes that would have helped and could not be run, each with the reason.
  public let refused: [Refusal]

  /// A pass that could not be run.
  public struct Refusal: Sendable {
    /// The pass, as it is typed: `--to-uint8`.
    public let pass: String
    /// Why.
    public let error: RewriteError
  }
}

extension PassRunner {
  /// Runs the passes that mend what a target does not take, one after the other, until none is
  /// left that could help.
  ///
  /// Each runs once at most: fusing, so that little is left to mend; one scale for weights, and
  /// types; then what HARD_SWISH needs. A pass that cannot be run costs nothing but itself.
  ///
  /// - Throws: `broken-by-pass`.
  public mutating func run(
    for target: TargetProfile
  ) throws(RewriteError) -> TargetRewrite {
    let before = Placement(of: model, on: target)
    var placement = before
    var tried: Set<MendingPass> = []
    var refused: [TargetRewrite.Refusal] = []
    while let next = placement.mendingPasses.filter({ !tried.contains($0) }).min() {
      tried.insert(next)
      do {
        try run(next, for: placement)
      } catch {
        guard error.code != .brokenByPass else { throw error }
        refused.append(.init(pass: "--\(next.rawValue)", error: error))
        continue
      }
      placement = Placement(of: model, on: target)
    }
    return TargetRewrite(before: before, after: placement, refused: refused)
  }

  private mutating func run(
    _ pass: MendingPass, for placement: Placement
  ) throws(RewriteError) {
    switch pass {
    case .stripFloatIO: try run(StripFloatIO())
    case .fuseHardSwish: try run(FuseHardSwish())
    case .perTensorWeights: try run(PerTensorWeights())
    case .toUInt8: try run(ToUInt8())
    case .toInt8: try run(ToInt8())
    case .requantizeHardSwish: try run(RequantizeHardSwish(.tight))
    case .splitHardSwish:
      try run(SplitHardSwish(.bestOfType(placement.strategies(in: model))))
    }
  }
}

/// The passes that a target can ask for, in the order in which they run.
private enum MendingPass: String, CaseIterable, Comparable {
  case stripFloatIO = "strip-float-io"
  case fuseHardSwish = "fuse-hard-swish"
  case perTensorWeights = "per-tensor-weights"
  case toUInt8 = "to-uint8"
  case toInt8 = "to-int8"
  case requantizeHardSwish = "requantize-hard-swish"
  case splitHardSwish = "split-hard-swish"

  static func < (a: Self, b: Self) -> Bool { a.place < b.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Placement {
  /// The passes that would mend something.
  fileprivate var mendingPasses: Set<MendingPass> {
    Set(
      blocked.flatMap { placed -> [MendingPass] in
        guard case .blocked(let reasons) = placed.outcome else { return [] }
        return reasons.compactMap { $0.mending.flatMap { MendingPass(rawValue: $0.pass) } }
      })
  }

  /// For each type of a HARD_SWISH that the target does not take, the splits that it does.
  fileprivate func strategies(in model: Model) -> [ElementType: [SplitStrategy]] {
    var strategies: [ElementType: [SplitStrategy]] = [:]
    for placed in blocked where placed.builtin == .hardSwish {
      let subgraph = model.subgraphs[placed.subgraph]
      guard let input = subgraph.operators[placed.index].inputs.first, !input.isAbsent else {
        continue
      }
      let type = subgraph.tensors[input.position].type
      guard strategies[type] == nil else { continue }
      strategies[type] = profile.hardSwishStrategies(for: type).compactMap {
        SplitStrategy(rawValue: $0.rawValue)
      }
    }
    return strategies
  }
}
