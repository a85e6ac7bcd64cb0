internal import QuantMath

extension Double {
  /// The number as a coordinate of SVG: with one digit after the point at most.
  var asCoordinate: String {
    guard isFinite else { return "0" }
    let tenths = Int(saturating: (self * 10).rounded())
    let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  /// A share in percent, rounded down, so that 100 means all: `99.9%`.
  package var asPercent: String {
    let tenths = Int(saturating: (self * 1_000).rounded(.down))
    return tenths == 1_000 ? "100%" : "\(tenths / 10).\(tenths % 10)%"
  }
}

extension Int {
  /// `1,240`.
  package var withSeparators: String {
    var digits = Array(String(magnitude))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (self < 0 ? "-" : "") + String(digits)
  }
}
