package import ModelFormat
internal import QuantMath

// How numbers and small lists look in the text form.

extension Int {
  /// A size in bytes as people say it: `812 B`, `2.9 MB` (1 MB = 1,000,000 bytes).
  package var asByteCount: String { scaled(" B", [" kB", " MB", " GB", " TB"]) }

  /// A large number as people say it: `812`, `2.9 M`.
  package var asCount: String { scaled("", [" k", " M", " G", " T", " P", " E"]) }

  private func scaled(_ one: String, _ units: [String]) -> String {
    guard self >= 1000 else { return "\(self)\(one)" }
    var value = Double(self) / 1000
    var unit = 0
    while value >= 999.5 && unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let text = value < 99.95 ? value.rounded(toDigits: 1) : "\(Int(saturating: value.rounded()))"
    return text + units[unit]
  }
}

extension Double {
  /// With this many digits after the decimal point.
  func rounded(toDigits digits: Int) -> String {
    let factor = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    let scaled = (magnitude * factor).rounded()
    guard scaled < 1e15 else { return description }
    let whole = Int(saturating: scaled / factor)
    guard digits > 0 else { return "\(sign == .minus && whole > 0 ? "-" : "")\(whole)" }
    let rest = String(Int(saturating: scaled) % Int(saturating: factor))
    let zeros = String(repeating: "0", count: digits - rest.count)
    return "\(sign == .minus && scaled > 0 ? "-" : "")\(whole).\(zeros)\(rest)"
  }

  /// To four significant digits, for reading rather than for computing: `2.988`, `1.235e-05`.
  package var asFigure: String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : description }
    var power = 0
    var value = magnitude
    while value >= 9.9995 {
      value /= 10
      power += 1
    }
    while value < 0.99995 {
      value *= 10
      power -= 1
    }
    let minus = self < 0 ? "-" : ""
    if power < -4 || power > 6 {
      let digits = power.magnitude < 10 ? "0\(power.magnitude)" : "\(power.magnitude)"
      return "\(minus)\(trimmed(value.rounded(toDigits: 3)))e\(power < 0 ? "-" : "+")\(digits)"
    }
    return minus + trimmed(magnitude.rounded(toDigits: max(0, 3 - power)))
  }

  private func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let end = text.lastIndex { $0 != "0" } ?? text.startIndex
    return String(text[...end].drop(while: { $0 == " " })).trimmingPoint
  }
}

extension String {
  fileprivate var trimmingPoint: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension Tensor {
  /// `[1, 224, 224, 3]`.
  package var shapeText: String { "[\(shape.map(String.init).joined(separator: ", "))]" }

  /// `[1?, 224, 224, 3]`: the shape, with a mark after each dynamic dimension.
  var shapesText: String {
    guard let signature = shapeSignature, signature.count == shape.count else { return shapeText }
    let dimensions = zip(shape, signature).map { "\($0)\($1 == -1 && $0 != -1 ? "?" : "")" }
    return "[\(dimensions.joined(separator: ", "))]"
  }

  /// The name, escaped for a terminal; `-` if there is none.
  var nameText: String { name?.text.escapedForDisplay ?? "-" }
}

extension Collection<Double> {
  /// `0.0012 to 0.031`; one number if all are equal, empty if there is none.
  var rangeText: String {
    guard let low = self.min(), let high = self.max() else { return "" }
    return low == high ? low.asFigure : "\(low.asFigure) to \(high.asFigure)"
  }
}
