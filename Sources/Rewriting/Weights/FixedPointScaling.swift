/// Codes times a number from 0 to 1, rounded, in integers of 16 bits: what processors of any age do
/// to many codes at once.
///
/// It is not exact for every number and every code: `multiplier(for:)` looks for one that is.
enum FixedPointScaling {
  /// As many as several registers hold.
  private static let blockSize = 64

  /// `code · multiplier / 2¹⁵`, to the nearest; half goes up.
  ///
  /// - Precondition: the multiplier is not negative.
  @inline(__always)
  static func scaled(_ code: Int8, by multiplier: Int16) -> Int8 {
    // Of the 31 bits of the product, the high 16 are a number with 7 bits behind the point.
    let high = Int16(truncatingIfNeeded: (Int32(Int16(code) &<< 8) &* Int32(multiplier)) &>> 16)
    return Int8(truncatingIfNeeded: (high &+ 64) &>> 7)
  }

  /// Scales many codes in place.
  static func scale(_ codes: UnsafeMutableBufferPointer<Int8>, by multiplier: Int16) {
    guard var place = codes.baseAddress else { return }
    var rest = codes.count
    // Read from memory, the multipliers keep their 16 bits and the loop its narrow registers.
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

  /// A multiplier that gives for every code what `exact` gives; nil where none was found.
  static func multiplier(
    for ratio: Double, codes: ClosedRange<Int8>, exact: (Int8) -> Int8
  ) -> Int16? {
    guard ratio > 0, ratio <= 1 else { return nil }
    let nearest = Int((ratio * 32768).rounded())
    // A tie between two codes is 4 steps away, on average.
    for distance in [0, -1, 1, -2, 2, -3, 3, -4, 4] {
      guard let multiplier = Int16(exactly: nearest + distance), multiplier > 0 else { continue }
      if codes.allSatisfy({ scaled($0, by: multiplier) == exact($0) }) { return multiplier }
    }
    return nil
  }
}
