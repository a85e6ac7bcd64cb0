/// The layers that keep a scale for each channel in a conversion to per-tensor weights.
public enum KeptLayers: Sendable {
  /// None.
  case none
  /// Those of these operators, each of which must have per-channel weights.
  case operators(OperatorIndices)
  /// Those with a channel whose weights would have a signal-to-noise ratio below this, in dB.
  case below(decibels: Double)

  /// The operators, if they are named.
  var named: OperatorIndices? {
    if case .operators(let operators) = self { operators } else { nil }
  }
}
