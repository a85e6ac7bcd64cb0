internal import ModelFacts
internal import QuantMath

/// Two functions of floats: over many inputs, and by a bound on rounding.
struct FloatComparison {
  private let (old, new): (Ends, Ends)
  private let factor: Double

  /// The function bends at -3 and 3; beyond 16 it is a line, apart from rounding.
  private static let range: ClosedRange<Float> = -16...16
  private static let pointCount = (1 << 16) + 1
  private static let step = (range.upperBound - range.lowerBound) / Float(pointCount - 1)

  /// Inputs at nearly even distances, ascending, each with a full mantissa, because short ones cause little
  /// rounding.
  static let inputs: [Float] = {
    var random = SplitMix64(seed: 0)
    return (0..<pointCount).map { place in
      let even = range.lowerBound + Float(place) * step
      guard place > 0, place < pointCount - 1 else { return even }
      return even + step * (Float(random.next() >> 40) * 0x1p-24 - 0.5)
    }
  }()

  init(_ old: Ends, _ new: Ends, _ claim: FunctionClaim) {
    (self.old, self.new, factor) = (old, new, claim.factor)
  }

  /// - Throws: why one of the two functions cannot be computed.
  func certificate() throws(ElementwiseError) -> FloatCertificate {
    let (was, now) = (try old.function(), try new.function())
    let found = differences(was, now)
    var bounds = [FloatBound(from: was, to: now, factor: factor, range: Self.range)]
    var byDefault: Double?
    if let was = try? old.function(.defaultX86), let now = try? new.function(.defaultX86) {
      byDefault = differences(was, now).absolute
      bounds.append(FloatBound(from: was, to: now, factor: factor, range: Self.range))
    }
    return FloatCertificate(
      points: Self.pointCount, range: Self.range, foundAbsolute: found.absolute,
      foundRelative: found.relative, foundDefaultPath: byDefault,
      bound: byDefault == nil ? nil : FloatBound(greatestOf: bounds))
  }

  private func differences(
    _ old: ElementwiseFunction, _ new: ElementwiseFunction
  ) -> (absolute: Double, relative: Double) {
    var (worst, relative) = (0.0, 0.0)
    for (a, b) in zip(old.values(of: Self.inputs), new.values(of: Self.inputs)) {
      let before = factor * Double(a)
      let difference = abs(before - Double(b))
      worst = max(worst, difference)
      if before != 0 { relative = max(relative, difference / abs(before)) }
    }
    return (worst, relative)
  }
}
