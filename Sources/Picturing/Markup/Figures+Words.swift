internal import QuantMath

extension Double {
  /// The number as a coordinate of SVG: with one digit after the point at most.
  var asCoordinate: String {
    guard isFinite else { return "0" }
    let tenths = Int(saturating: (self * 10).rounded())
    let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  /// A share in percent, rounded down, so that 100 means all: `99.9 %`.
  package var asPercent: String {
    let tenths = Int(saturating: (self * 1_000).rounded(.down))
    return tenths == 1_000 ? "100 %" : "\(tenths / 10).\(tenths % 10) %"
  }
}

extension Int {
  /// `56.5 M`: a count in thousands, millions or billions.
  package var asShortCount: String {
    var (value, unit) = (Double(self), 0)
    let units = ["", " k", " M", " G", " T", " P", " E"]
    while value >= 999.5, unit < units.count - 1 {
      value /= 1_000
      unit += 1
    }
    guard unit > 0 else { return "\(self)" }
    let digits = value < 99.95 ? 10.0 : 1
    let scaled = Int(saturating: (value * digits).rounded())
    return (digits == 1 ? "\(scaled)" : "\(scaled / 10).\(scaled % 10)") + units[unit]
  }

  /// `1,240`.
  package var withSeparators: String {
    var digits = Array(String(magnitude))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (self < 0 ? "-" : "") + String(digits)
  }
}
