internal import QuantMath

// How measured numbers look in messages.

extension Double {
  /// To three digits after the point, or as few as are needed: `0.375`, `-12.5`.
  var inWords: String {
    guard self == 0 || magnitude >= 0.001 else { return "\(Float(self))" }
    let rounded = (self * 1000).rounded() / 1000
    guard rounded == rounded.rounded(), magnitude < 1e6 else { return "\(Float(rounded))" }
    return "\(Int(saturating: rounded))"
  }

  /// A share as a percentage, to two digits after the point: `12.5%`.
  var asPercentage: String {
    let hundredths = (self * 10_000).rounded() / 100
    return hundredths == hundredths.rounded() ? "\(Int(saturating: hundredths))%" : "\(hundredths)%"
  }
}
