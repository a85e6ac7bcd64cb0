internal import ModelFormat
internal import Rewriting

/// The passes that a target can ask for, in the order in which they run.
enum MendingPass: Int, Comparable {
  case stripFloatIO
  case fuseHardSwish
  case perTensorWeights
  case toUInt8
  case toInt8
  case requantizeHardSwish
  case splitHardSwish

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The pass as it is typed: `--to-uint8`.
  var option: String { "--\(info.id)" }

  private var info: PassInfo {
    switch self {
    case .stripFloatIO: StripFloatIO.info
    case .fuseHardSwish: FuseHardSwish.info
    case .perTensorWeights: PerTensorWeights.info
    case .toUInt8: ToUInt8.info
    case .toInt8: ToInt8.info
    case .requantizeHardSwish: RequantizeHardSwish.info
    case .splitHardSwish: SplitHardSwish.info
    }
  }
}

extension Placement {
  /// For each pass that would mend something the operators that need it, by subgraph.
  ///
  /// An operator with a reason that no pass mends would be changed for nothing.
  var needs: [MendingPass: [Int: Set<Int>]] {
    var needs: [MendingPass: [Int: Set<Int>]] = [:]
    for placed in blocked {
      guard let passes = placed.mendingPasses else { continue }
      for pass in passes {
        needs[pass, default: [:]][placed.subgraph, default: []].insert(placed.index)
      }
    }
    return needs
  }

  /// For each type of a HARD_SWISH that the target does not take, the splits that it does.
  func strategies(in model: Model) -> [ElementType: [SplitStrategy]] {
    var strategies: [ElementType: [SplitStrategy]] = [:]
    for placed in blocked where placed.builtin == .hardSwish {
      let subgraph = model.subgraphs[placed.subgraph]
      guard let input = subgraph.operators[placed.index].inputs.first, !input.isAbsent else {
        continue
      }
      let type = subgraph.tensors[input.position].type
      guard strategies[type] == nil else { continue }
      strategies[type] = profile.hardSwishStrategies(for: type)
    }
    return strategies
  }
}

extension PlacedOperator {
  /// The passes that mend all for which the target does not take the operator; nil where there is
  /// something that none mends.
  var mendingPasses: Set<MendingPass>? {
    guard case .blocked(let reasons) = outcome else { return nil }
    let passes = reasons.map { $0.mending?.pass }
    return passes.contains(nil) ? nil : Set(passes.compactMap(\.self))
  }
}
