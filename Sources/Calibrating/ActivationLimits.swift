/// From which figures on the scale of an activation counts as unfit for the data.
public enum ActivationLimits {
  /// The share of values at one end of the codes.
  ///
  /// Calibration by percentiles cuts off 0.01 to 0.1 % of the values on purpose, and the highest value of a small
  /// tensor is a large share of it.
  public static let saturatingShare = 0.005
  /// How many bits of the codes are not used: a range that is three times too wide.
  public static let unusedBits = 1.5

  /// Whether values of an activation are cut off at an end of its codes.
  ///
  /// The lowest and highest pixels of an input are often white and black; an input counts only the numbers that had
  /// no code.
  public static func saturates(_ activation: MeasuredActivations.Activation) -> Bool {
    saturatedShare(of: activation) >= saturatingShare
  }

  /// The larger share of values that were cut off at one end, from 0 to 1.
  public static func saturatedShare(of activation: MeasuredActivations.Activation) -> Double {
    guard activation.producer != nil else { return clippedShare(of: activation) }
    return activation.fit?.share ?? 0
  }

  /// The share of the numbers given to an input that have no code; 0 for other tensors.
  public static func clippedShare(of activation: MeasuredActivations.Activation) -> Double {
    let counts = activation.measurement.counts
    return counts.finite == 0 ? 0 : Double(counts.clipped) / Double(counts.finite)
  }
}
