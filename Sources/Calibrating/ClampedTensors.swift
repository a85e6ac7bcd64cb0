public import ModelFacts
public import ModelFormat
internal import QuantMath

/// The tensors whose values were clamped while they were measured, and those that operators compute from them.
///
/// Beyond the end of its codes, nobody knows how far a tensor's values reach; and what was computed from clamped values
/// says little of what will be computed from others. Ranges of a float model know all of it.
public struct ClampedTensors: Sendable {
  /// The ends of a tensor's codes that clamped values, as shares of the values from 0 to 1; 0 for an end that did not.
  public struct Ends: Sendable {
    /// At the lowest code and at the highest.
    public let (low, high): (Double, Double)
    /// The larger share.
    public var share: Double { max(low, high) }

    /// The larger shares of this tensor and of another one at each end.
    public func joined(_ other: Self) -> Self {
      Self(low: max(low, other.low), high: max(high, other.high))
    }
  }

  private var ends: [TensorIndex: Ends] = [:]
  private var reached: Set<TensorIndex> = []

  /// Finds them in the first subgraph of a model.
  public init(_ activations: [MeasuredActivations.Activation], in graph: GraphIndex) {
    let limits = ValueLimits(graph)
    for activation in activations {
      let tensor = activation.tensor.index
      ends[tensor] = Self.ends(activation, limits[tensor])
    }
    for op in graph.subgraph.operators
    where op.inputs.contains(where: { ends[$0] != nil || reached.contains($0) }) {
      for output in op.outputs where ends[output] == nil { reached.insert(output) }
    }
  }

  /// The ends that clamped values of a tensor; nil if none did.
  public subscript(tensor: TensorIndex) -> Ends? { ends[tensor] }

  /// Whether a tensor is computed from clamped values, and was not clamped itself.
  public func reach(_ tensor: TensorIndex) -> Bool { reached.contains(tensor) }

  private static func ends(
    _ activation: MeasuredActivations.Activation, _ limits: ClosedRange<Double>
  ) -> Ends? {
    guard let grid = activation.range.grid else { return nil }
    let fit = GridFit(activation.range, on: grid, limits: limits)
    func share(_ share: Double) -> Double {
      // Of an input, only the numbers count that had no code.
      let share =
        activation.producer == nil
        ? min(share, ActivationLimits.clippedShare(of: activation)) : share
      return share >= ActivationLimits.saturatingShare ? share : 0
    }
    let ends = Ends(low: share(fit.lowShare), high: share(fit.highShare))
    return ends.share > 0 ? ends : nil
  }
}
