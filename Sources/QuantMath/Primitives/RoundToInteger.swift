/// Rounds to the nearest integer; a tie goes away from zero: 2.5 → 3 and −2.5 → −3.
///
/// - Overflow: saturates at ±2⁶².
/// - Errors: none; NaN gives 0.
/// - Source: C++ `std::round`, which LiteRT calls `TfLiteRound`
///   (`kernels/internal/cppmath.h`).
public func roundHalfAway(_ x: Double) -> Int64 {
  let (whole, rest) = split(x)
  if rest >= 0.5 { return whole + 1 }
  return rest <= -0.5 ? whole - 1 : whole
}

/// Rounds to the nearest integer; a tie goes to the even one: 2.5 → 2 and 3.5 → 4.
///
/// - Overflow: saturates at ±2⁶².
/// - Errors: none; NaN gives 0.
/// - Source: C `lrintf` in the default rounding mode, as XNNPACK uses it.
public func roundHalfToEven(_ x: Double) -> Int64 {
  let (whole, rest) = split(x)
  let isOdd = whole & 1 != 0
  if rest > 0.5 || rest == 0.5 && isOdd { return whole + 1 }
  return rest < -0.5 || rest == -0.5 && isOdd ? whole - 1 : whole
}

/// The integer part towards zero, and the exact remainder, which is 0 beyond 2⁵².
private func split(_ x: Double) -> (whole: Int64, rest: Double) {
  let limit = 0x1p62
  guard x.magnitude < limit else { return (x > 0 ? 1 << 62 : x < 0 ? -(1 << 62) : 0, 0) }
  let whole = Int64(saturating: x)
  return (whole, x - Double(whole))
}
