/// The exponent of a scale that is a power of two, or nearly so; `nil` otherwise.
///
/// The runtime treats a scale as 2ⁿ if its binary logarithm is less than 0.001 from n.
///
/// - Rounding: as the reference's float32 arithmetic: the natural logarithm, then times 1 / ln 2, each
///   rounded to float32. A C library whose `logf` is one unit off may differ for a scale right at the limit.
/// - Errors: none; 0, negative numbers, infinity and NaN give `nil`.
/// - Source: LiteRT `kernels/internal/quantization_util.cc`, `CheckedLog2`.
public func powerOfTwoExponent(of scale: Float) -> Int? {
  guard scale > 0, scale.isFinite else { return nil }
  let logarithm = Float(naturalLogarithm(Double(scale))) * (1 / Float(naturalLogarithm(2)))
  let exponent = roundHalfAway(Double(logarithm))
  return (logarithm - Float(exponent)).magnitude < 1e-3 ? Int(exponent) : nil
}

/// ln x to about 1e-16 relative, in plain arithmetic: the module calls no C library.
///
/// - Precondition: `x` is finite and more than 0.
private func naturalLogarithm(_ x: Double) -> Double {
  // ln 2 in two parts, the first with enough zero bits that its multiples are exact.
  let ln2High = 0x1.62e42fefap-1
  let ln2Low = 0x1.cf79abc9e3b3ap-40

  // x = m · 2ᵉ with m in [√½, √2), so that the series below converges quickly.
  var (m, e) = (x.significand, Double(x.exponent))
  if m > 0x1.6a09e667f3bcdp0 { (m, e) = (m / 2, e + 1) }

  // ln m = 2 (t + t³/3 + t⁵/5 + …) with t = (m − 1) / (m + 1), |t| < 0.172.
  let t = (m - 1) / (m + 1)
  var (term, sum) = (t, 0.0)
  for odd in stride(from: 1, through: 23, by: 2) {
    sum += term / Double(odd)
    term *= t * t
  }
  return e * ln2High + (2 * sum + e * ln2Low)
}
