internal import QuantMath

/// Codes times a number from 0 to 1, rounded, in 16-bit integers, which any processor computes for many codes
/// at once.
///
/// It is not exact for every number and every code: `multiplier(for:)` looks for one that is.
enum FixedPointScaling {
  /// As many as fit into several registers.
  private static let blockSize = 64

  /// `code · multiplier / 2¹⁵`, rounded to the nearest integer; ties go up.
  ///
  /// - Precondition: the multiplier is not negative.
  @inline(__always)
  static func scaled(_ code: Int8, by multiplier: Int16) -> Int8 {
    // The high 16 of the product's 31 bits are a number with 7 fractional bits.
    let high = Int16(truncatingIfNeeded: (Int32(Int16(code) &<< 8) &* Int32(multiplier)) &>> 16)
    return Int8(truncatingIfNeeded: (high &+ 64) &>> 7)
  }

  /// Scales many codes in place.
  static func scale(_ codes: UnsafeMutableBufferPointer<Int8>, by multiplier: Int16) {
    guard var place = codes.baseAddress else { return }
    var rest = codes.count
    // Read from memory, the multipliers stay 16-bit, and so does the loop.
    withUnsafeTemporaryAllocation(of: Int16.self, capacity: blockSize) { multipliers in
      multipliers.initialize(repeating: multiplier)
      while rest >= blockSize {
        for i in 0..<blockSize { place[i] = scaled(place[i], by: multipliers[i]) }
        place += blockSize
        rest -= blockSize
      }
    }
    for i in 0..<rest { place[i] = scaled(place[i], by: multiplier) }
  }

  /// A multiplier with the same results as `WeightScaling.code` for every code; nil if there is
  /// none.
  static func multiplier(for ratio: Double, codes: ClosedRange<Int8>) -> Int16? {
    guard ratio > 0, ratio <= 1 else { return nil }
    let nearest = Int(saturating: (ratio * 32768).rounded())
    let greatest = Int(max(codes.upperBound.magnitude, codes.lowerBound.magnitude))
    return RoundedMagnitudes.with(ratio) { new in
      // Ties are more than one step apart, so the next multiplier is far enough.
      for distance in [0, -1, 1, -2, 2] {
        guard let multiplier = Int16(exactly: nearest + distance), multiplier > 0,
          codes.lowerBound > .min
            || scaled(.min, by: multiplier) == WeightScaling.code(.min, ratio),
          isExact(multiplier, new, count: min(greatest + 1, RoundedMagnitudes.count))
        else { continue }
        return multiplier
      }
      return nil
    }
  }

  /// True if each magnitude, with either sign, is less than a half from its new code.
  private static func isExact(
    _ multiplier: Int16, _ new: UnsafeMutablePointer<Double>, count: Int
  ) -> Bool {
    let multiplier = Double(multiplier)
    var misses: Int64 = 0
    for i in 0..<count {
      let distance = Double(Int32(truncatingIfNeeded: i)) * multiplier - new[i] * 32768
      misses &+= abs(distance) >= 16384 ? 1 : 0
    }
    return misses == 0
  }
}

/// The magnitudes from 0 to 127 times a ratio, all at once, as `WeightScaling.code` computes each.
enum RoundedMagnitudes {
  static let count = 128

  /// Calls `body` with the new magnitudes, whole numbers from 0 to 127.
  ///
  /// Ties go up. `ratio` is 0 or more.
  @inline(__always)
  static func with<R>(_ ratio: Double, _ body: (UnsafeMutablePointer<Double>) -> R?) -> R? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { place in
      guard let new = place.baseAddress else { return nil }
      for magnitude in 0..<count {
        let exact = min(Double(Int32(truncatingIfNeeded: magnitude)) * ratio + 0.5, 127)
        // A number this large has no fractional bits; old processors have no rounding instruction.
        let nearest = (exact + 0x1p52) - 0x1p52
        new[magnitude] = nearest > exact ? nearest - 1 : nearest
      }
      return body(new)
    }
  }
}
