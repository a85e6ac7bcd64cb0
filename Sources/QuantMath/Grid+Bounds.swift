extension Grid {
  /// The grid whose codes cover a range of real numbers.
  ///
  /// Nil if the range is empty, or if its scale would not be a positive normal number. Int16 codes have zero point 0, which
  /// LiteRT's kernels require, so that they cover the range of the same width on both sides of 0.
  ///
  /// - Parameters:
  ///   - bounds: real numbers, with 0 among them, which gets a code of its own.
  ///   - codes: the codes of the tensor's type.
  /// - Rounding: the scale to float32; the zero point to the nearest code, ties away from 0, so that one end of the range
  ///   may be half a step outside.
  public init?(covering bounds: ClosedRange<Double>, codes: CodeRange) {
    if codes == .int16 {
      let farthest = max(-bounds.lowerBound, bounds.upperBound)
      let scale = Float(farthest / Double(codes.highest))
      guard scale.isPositiveNormal else { return nil }
      self.init(scale: scale, zeroPoint: 0, codes: codes)
      return
    }
    let scale = Float((bounds.upperBound - bounds.lowerBound) / Double(codes.count - 1))
    guard bounds.contains(0) else { return nil }
    self.init(from: bounds.lowerBound, scale: scale, codes: codes)
  }

  /// The grid whose lowest code represents a number.
  ///
  /// Nil if the scale is not a positive normal number.
  ///
  /// - Parameter least: at most 0, which gets a code of its own: the highest at most.
  /// - Rounding: the zero point to the nearest code, ties away from 0.
  public init?(from least: Double, scale: Float, codes: CodeRange) {
    guard scale.isPositiveNormal else { return nil }
    let below = min(roundHalfAway(-least / Double(scale)), Int64(codes.count - 1))
    self.init(scale: scale, zeroPoint: codes.lowest + Int32(below), codes: codes)
  }
}
