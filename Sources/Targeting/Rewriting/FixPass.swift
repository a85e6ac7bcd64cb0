internal import ModelFormat
internal import Rewriting

/// The passes that can fix operators for a target, in the order in which they run.
enum FixPass: Int, Comparable {
  case stripFloatIO
  case fuseHardSwish
  case perTensorWeights
  case toUInt8
  case toInt8
  case requantizeHardSwish
  case splitHardSwish

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The pass's option: `--to-uint8`.
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
  /// For each pass that would fix something, the operators that need it, by subgraph.
  ///
  /// Operators with a reason that no pass fixes are left out: changing them would not help.
  var needs: [FixPass: [Int: Set<Int>]] {
    var needs: [FixPass: [Int: Set<Int>]] = [:]
    for placed in blocked {
      guard let passes = placed.fixPasses else { continue }
      for pass in passes {
        needs[pass, default: [:]][placed.subgraph, default: []].insert(placed.index)
      }
    }
    return needs
  }

  /// For each type of an unsupported HARD_SWISH, the split strategies that the target supports.
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
  /// The passes that together fix every reason why the operator is unsupported; nil if some reason
  /// has no fix.
  var fixPasses: Set<FixPass>? {
    guard case .blocked(let reasons) = outcome else { return nil }
    let passes = reasons.map { $0.fix?.pass }
    return passes.contains(nil) ? nil : Set(passes.compactMap(\.self))
  }
}
