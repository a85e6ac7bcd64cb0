internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// How a layer's sums become codes: the output's scale, the clamp, and how far rounding may be off in any of
/// LiteRT's kernels.
struct Requantization: Hashable {
  let scale: Double
  let zeroPoint: Int32
  let codes: CodeRange
  /// The range that the built-in kernels clamp to, as real numbers.
  let ends: ClosedRange<Double>
  /// The same for XNNPACK, which rounds a bound between two codes differently.
  private let delegatedEnds: ClosedRange<Double>

  /// - Throws: why the operator's output has no such codes.
  init(_ op: Operator, _ output: Grid?) throws(Reason) {
    guard let output, output.isOrdinary else { throw Reason("its output has no single scale") }
    guard let activation = op.knownActivation else {
      throw Reason("its activation \(op.fusedActivation.name) is not known")
    }
    try self.init(output, activation)
  }

  init(_ output: Grid, _ activation: FusedActivation) throws(Reason) {
    guard let bounds = try? OutputBounds(activation, on: output), bounds.lowest <= bounds.highest
    else { throw Reason("the bounds of its activation are not codes of its output") }
    (scale, zeroPoint, codes) = (Double(output.scale), output.zeroPoint, output.codes)
    ends = output.real(bounds.lowest)...output.real(bounds.highest)
    guard let other = try? OutputBounds(xnnpack: activation, on: output),
      other.lowest <= other.highest
    else {
      delegatedEnds = ends
      return
    }
    delegatedEnds = output.real(other.lowest)...output.real(other.highest)
  }

  /// The same codes for numbers that are all multiplied by a factor above 0.
  func scaled(by factor: Double) -> Self {
    Self(
      scale: scale * factor, zeroPoint: zeroPoint, codes: codes,
      ends: ends.lowerBound * factor...ends.upperBound * factor,
      delegatedEnds: delegatedEnds.lowerBound * factor...delegatedEnds.upperBound * factor)
  }

  private init(
    scale: Double, zeroPoint: Int32, codes: CodeRange, ends: ClosedRange<Double>,
    delegatedEnds: ClosedRange<Double>
  ) {
    (self.scale, self.zeroPoint, self.codes) = (scale, zeroPoint, codes)
    (self.ends, self.delegatedEnds) = (ends, delegatedEnds)
  }

  /// How far the code may be from the exact sum, in codes, for a factor from accumulator to codes.
  ///
  /// The reference rounds twice: to 31 - e bits, then to the nearest code; vector kernels drop what the first
  /// rounding rounds (XNNPACK `rndnu`), others multiply in float32. If the factor is 1/2 or more, there are
  /// no fractional bits before the last rounding.
  ///
  /// - Source: LiteRT `kernels/internal/common.h`, `MultiplyByQuantizedMultiplier`, for 64 bits
  ///   with a multiplier of 15; XNNPACK `src/microparams-init.c`,
  ///   `xnn_init_qs8_conv_minmax_*_params`.
  func roundingError(_ factor: Double) -> Double {
    let places = max(1, -quantizeMultiplier(factor).exponent)
    // Multipliers have 24 bits or more; int16 kernels that add up in 64 bits have 15.
    let multiplier = codes.count > 256 ? Double(codes.count) * 0x1p-14 : 512 * 0x1p-22
    return 0.5 + Double(sign: .plus, exponent: -min(places, 60), significand: 1) + multiplier
  }

  /// Whether every kernel uses a factor unchanged; otherwise nothing is known.
  func takes(_ factor: Double, sums: ClosedRange<Double>) -> Bool {
    let largest = max(abs(sums.lowerBound), abs(sums.upperBound))
    let shift = max(0, quantizeMultiplier(factor).exponent)
    return factor > 0x1p-31 && factor < 256
      && largest * Double(sign: .plus, exponent: shift, significand: 1) < 0x1p31
  }

  /// The greatest distance between the results of two requantizations of one real number in a range, if one
  /// of them clamps and the other does not.
  static func clampDistance(
    _ a: Requantization, _ b: Requantization, for values: ClosedRange<Double>
  ) -> Double {
    max(
      clampDistance(a.ends, b.ends, for: values),
      clampDistance(a.delegatedEnds, b.delegatedEnds, for: values))
  }

  /// The greatest distance between any two outputs: from the lower end of one to the upper end of
  /// the other.
  static func widestDistance(_ a: Requantization, _ b: Requantization) -> Double {
    max(a.ends.upperBound, b.ends.upperBound) - min(a.ends.lowerBound, b.ends.lowerBound)
  }

  private static func clampDistance(
    _ a: ClosedRange<Double>, _ b: ClosedRange<Double>, for values: ClosedRange<Double>
  ) -> Double {
    // The distance is piecewise linear.
    let bends = [
      values.lowerBound, values.upperBound, a.lowerBound, a.upperBound, b.lowerBound, b.upperBound,
    ]
    return bends.filter(values.contains).map { abs($0.clamped(to: a) - $0.clamped(to: b)) }.max()
      ?? 0
  }

  /// True for the same scale, and codes that represent the same numbers, in either 8-bit type.
  func hasSameSteps(as other: Requantization) -> Bool {
    scale == other.scale && codes.count == other.codes.count
      && Int(zeroPoint) - Int(codes.lowest) == Int(other.zeroPoint) - Int(other.codes.lowest)
  }

  /// A distance between real numbers, in codes; a whole number if both have the same steps.
  func codes(_ distance: Double, to other: Requantization) -> Double {
    // The rounding of a double is far less than this.
    let steps = distance / scale * (1 + 1e-9)
    return hasSameSteps(as: other) ? steps.rounded(.down) : steps
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(range.upperBound, max(range.lowerBound, self))
  }
}
