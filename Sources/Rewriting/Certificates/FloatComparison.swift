internal import ModelFacts

/// Two functions of floats over a dense grid of inputs.
enum FloatComparison {
  /// The function bends at -3 and 3; beyond 16 it is a line for any rounding.
  private static let range: ClosedRange<Float> = -16...16
  private static let pointCount = (1 << 16) + 1

  /// Inputs at even distances, the least first.
  static let inputs: [Float] = {
    let step = (range.upperBound - range.lowerBound) / Float(pointCount - 1)
    return (0..<pointCount).map { range.lowerBound + Float($0) * step }
  }()

  static func figures(
    _ old: ElementwiseFunction, _ new: ElementwiseFunction, _ claim: FunctionClaim
  ) -> FloatCertificate {
    var (worst, worstRelative) = (0.0, 0.0)
    for (a, b) in zip(old.values(of: inputs), new.values(of: inputs)) {
      let before = claim.factor * Double(a)
      let difference = abs(before - Double(b))
      worst = max(worst, difference)
      if before != 0 { worstRelative = max(worstRelative, difference / abs(before)) }
    }
    return FloatCertificate(
      points: pointCount, range: range, maxAbsolute: worst, maxRelative: worstRelative)
  }
}
