internal import Calibrating
internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Which ends of its codes clamped the values of a tensor, so that nobody knows how far they reach.
struct SaturatedEnds {
  /// From this share of the values at one end, those beyond it are taken to matter.
  static let limit = 0.001

  /// The share of the values with the lowest and with the highest code, from 0 to 1; 0 if it is below the limit, or if
  /// the operator itself goes no further.
  let (low, high): (Double, Double)

  /// The larger of both.
  var share: Double { max(low, high) }

  init(_ range: TensorRange, _ producer: Operator?) {
    guard let grid = range.grid, let use = range.codeUse, range.count > 0 else {
      (low, high) = (0, 0)
      return
    }
    let (lowest, highest) = grid.realRange
    let step = Double(grid.scale)
    let limits = producer.map(Self.limits)
    func share(_ count: UInt64, _ isBeyond: Bool, _ limit: Double?, _ end: Double) -> Double {
      let share = Double(count) / Double(range.count)
      let isNatural = limit.map { abs($0 - end) <= step } ?? false
      return share > Self.limit && isBeyond && !isNatural ? share : 0
    }
    low = share(use.lowestCount, lowest < 0, limits?.low, lowest)
    high = share(use.highestCount, highest > 0, limits?.high, highest)
  }

  /// The values beyond which an operator itself does not go.
  private static func limits(of producer: Operator) -> (low: Double?, high: Double?) {
    switch producer.builtin {
    // The least value of x * relu6(x + 3) / 6, at x = -1.5.
    case .hardSwish: return (-0.375, nil)
    case .relu6: return (0, 6)
    case .reluN1To1: return (-1, 1)
    case .relu: return (0, nil)
    default: break
    }
    let limits = FusedActivation(rawValue: producer.fusedActivation.rawValue)?.realBounds
    return (limits?.lower.map { Double($0) }, limits?.upper.map { Double($0) })
  }
}

/// The tensors that operators compute from values that were clamped: what they held says little of what they would hold.
struct ClampedTensors {
  private var reached: Set<TensorIndex> = []

  init(in graph: GraphIndex, _ ranges: RangesByName) {
    var clamped: Set<TensorIndex> = []
    func isClamped(_ index: TensorIndex, _ producer: Operator?) -> Bool {
      guard let tensor = graph.tensor(index), let range = try? ranges[tensor] else { return false }
      return SaturatedEnds(range, producer).share > 0
    }
    for input in graph.subgraph.inputs where isClamped(input, nil) { clamped.insert(input) }
    for op in graph.subgraph.operators {
      let isReached = op.inputs.contains { clamped.contains($0) || reached.contains($0) }
      for output in op.outputs where !output.isAbsent {
        if isClamped(output, op) {
          clamped.insert(output)
        } else if isReached {
          reached.insert(output)
        }
      }
    }
  }

  /// Whether a tensor is computed from clamped values, and was not clamped itself.
  func reach(_ tensor: TensorIndex) -> Bool { reached.contains(tensor) }
}
