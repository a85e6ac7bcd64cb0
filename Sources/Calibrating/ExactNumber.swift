/// A whole number of any size times a power of two, without rounding.
///
/// Sums of floats depend on their order only because each addition is rounded. These are not, so measurements merge to
/// the same result in any order.
public struct ExactNumber: Sendable, Equatable {
  /// The digits of the magnitude to base 2³², the lowest first; the last is not 0.
  private var digits: [UInt32]
  private var isNegative: Bool
  /// The power of two that `digits` are multiplied by; 0 for the number 0, or else the lowest digit is odd.
  private var exponent: Int

  /// The most digits to base 16 that a text may have; a sum of 2⁵³ squares of float32 numbers has 160.
  static let longest = 1024
  /// The largest magnitude of an exponent in a text.
  static let largestExponent = 1 << 14

  /// A whole number.
  public init(_ number: Int) {
    let magnitude = UInt64(number.magnitude)
    self.init(
      [UInt32(truncatingIfNeeded: magnitude), UInt32(magnitude >> 32)], exponent: 0,
      isNegative: number < 0)
  }

  /// A number as `text` writes it; nil for anything else.
  public init?(_ text: String) {
    var rest = Substring(text)
    let isNegative = rest.hasPrefix("-")
    if isNegative { rest = rest.dropFirst() }
    guard rest.hasPrefix("0x") else { return nil }
    let parts = rest.dropFirst(2).split(separator: "p", omittingEmptySubsequences: false)
    guard parts.count == 2, let exponent = Int(parts[1]),
      exponent.magnitude <= Self.largestExponent, (1...Self.longest).contains(parts[0].utf8.count)
    else { return nil }
    var digits: [UInt32] = []
    var hex = parts[0]
    while !hex.isEmpty {
      // `UInt32` also takes a sign.
      let last = hex.suffix(8)
      guard last.allSatisfy(\.isHexDigit), let digit = UInt32(last, radix: 16) else { return nil }
      digits.append(digit)
      hex = hex.dropLast(8)
    }
    self.init(digits, exponent: exponent, isNegative: isNegative)
  }

  private init(_ digits: [UInt32], exponent: Int, isNegative: Bool) {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    guard let low = digits.firstIndex(where: { $0 != 0 }) else {
      (self.digits, self.exponent, self.isNegative) = ([], 0, false)
      return
    }
    let shift = low * 32 + digits[low].trailingZeroBitCount
    (self.digits, self.isNegative) = (Self.shiftedRight(digits, by: shift), isNegative)
    self.exponent = exponent + shift
  }

  /// `-0x1fp-12` is −31 · 2⁻¹²; `0x0p0` is 0.
  public var text: String {
    guard let last = digits.last else { return "0x0p0" }
    let rest = digits.dropLast().reversed().map { digit in
      let hex = String(digit, radix: 16)
      return String(repeating: "0", count: 8 - hex.count) + hex
    }
    return "\(isNegative ? "-" : "")0x\(String(last, radix: 16))\(rest.joined())p\(exponent)"
  }

  /// The nearest double, within one unit in its last place; infinite if there is none.
  public var double: Double {
    // The upper 96 bits or more decide; the order of the additions is fixed.
    var result = 0.0
    for (position, digit) in digits.enumerated().suffix(4) {
      result += Self.scaled(Double(digit), by: exponent + 32 * position)
    }
    return isNegative ? -result : result
  }

  /// In two steps, because 2⁻¹⁴⁰⁰ · 2⁵⁰⁰ is not 0.
  private static func scaled(_ number: Double, by exponent: Int) -> Double {
    let half = exponent / 2
    return Double(sign: .plus, exponent: exponent - half, significand: 1)
      * (Double(sign: .plus, exponent: half, significand: 1) * number)
  }
}

// Arithmetic.
extension ExactNumber {
  /// The exact sum.
  public static func + (a: Self, b: Self) -> Self {
    if a.digits.isEmpty { return b }
    if b.digits.isEmpty { return a }
    let exponent = min(a.exponent, b.exponent)
    let left = shiftedLeft(a.digits, by: a.exponent - exponent)
    let right = shiftedLeft(b.digits, by: b.exponent - exponent)
    if a.isNegative == b.isNegative {
      return Self(sum(left, right), exponent: exponent, isNegative: a.isNegative)
    }
    return isLess(left, right)
      ? Self(difference(right, left), exponent: exponent, isNegative: b.isNegative)
      : Self(difference(left, right), exponent: exponent, isNegative: a.isNegative)
  }

  /// The exact difference.
  public static func - (a: Self, b: Self) -> Self {
    var negated = b
    negated.isNegative = !b.digits.isEmpty && !b.isNegative
    return a + negated
  }

  /// The exact product.
  public static func * (a: Self, b: Self) -> Self {
    var product = [UInt32](repeating: 0, count: a.digits.count + b.digits.count)
    for (i, left) in a.digits.enumerated() {
      var carry: UInt64 = 0
      for (j, right) in b.digits.enumerated() {
        let value = UInt64(left) * UInt64(right) + UInt64(product[i + j]) + carry
        product[i + j] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
      }
      product[i + b.digits.count] = UInt32(carry)
    }
    return Self(
      product, exponent: a.exponent + b.exponent, isNegative: a.isNegative != b.isNegative)
  }

  private static func sum(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(a.count, b.count) {
      carry += UInt64(index < a.count ? a[index] : 0) + UInt64(index < b.count ? b[index] : 0)
      result.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return result + [UInt32(carry)]
  }

  /// `a` is not less than `b`.
  private static func difference(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var borrow: Int64 = 0
    return a.indices.map { index in
      let value = Int64(a[index]) - Int64(index < b.count ? b[index] : 0) - borrow
      borrow = value < 0 ? 1 : 0
      return UInt32(truncatingIfNeeded: value)
    }
  }

  private static func isLess(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    for index in (0..<max(a.count, b.count)).reversed() {
      let (left, right) = (index < a.count ? a[index] : 0, index < b.count ? b[index] : 0)
      if left != right { return left < right }
    }
    return false
  }

  private static func shiftedLeft(_ digits: [UInt32], by count: Int) -> [UInt32] {
    let (words, bits) = (count / 32, UInt64(count % 32))
    var result = [UInt32](repeating: 0, count: words)
    var carry: UInt64 = 0
    for digit in digits {
      carry |= UInt64(digit) << bits
      result.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return result + [UInt32(carry)]
  }

  private static func shiftedRight(_ digits: [UInt32], by count: Int) -> [UInt32] {
    let (words, bits) = (count / 32, UInt64(count % 32))
    var result: [UInt32] = []
    for index in words..<digits.count {
      let upper = index + 1 < digits.count ? UInt64(digits[index + 1]) : 0
      result.append(UInt32(truncatingIfNeeded: (upper << 32 | UInt64(digits[index])) >> bits))
    }
    while result.last == 0 { result.removeLast() }
    return result
  }
}
