internal import QuantMath

/// What a scaling does to the magnitude of codes, which both signs share.
struct MagnitudeChange {
  let ratio: Double
  let inverse: Double

  init(_ ratio: Double) { (self.ratio, inverse) = (ratio, 1 / ratio) }

  /// How far the new number is from the old one, in old steps.
  func difference(_ magnitude: UInt8) -> Double {
    let code = min(Int32(saturating: Double(magnitude) * ratio + 0.5), 127)
    return Double(magnitude) - Double(code) * inverse
  }
}

/// The energies of codes that were counted, and of what changes in them, in the squares of old steps.
struct CountedChanges {
  private(set) var signal = 0.0
  private(set) var noise = 0.0
  /// The greatest change, in old steps.
  private(set) var greatest = 0.0
  /// The greatest magnitude that occurs.
  private(set) var magnitude: UInt8 = 0

  /// Adds up what `counts` has for each magnitude from 0 to 128; each is below 2³¹.
  init(_ counts: UnsafeBufferPointer<UInt32>, _ change: MagnitudeChange) {
    guard let last = counts.lastIndex(where: { $0 > 0 }) else { return }
    magnitude = UInt8(truncatingIfNeeded: last)
    if last >= RoundedMagnitudes.count {
      let (count, difference) = (Double(counts[last]), change.difference(magnitude))
      signal = count * Double(last * last)
      (noise, greatest) = (count * difference * difference, abs(difference))
    }
    let sums = RoundedMagnitudes.with(change.ratio) { new in
      Self.sums(counts, new, change.inverse)
    }
    guard let sums else { return }
    signal += sums.signal.sum()
    noise += sums.noise.sum()
    greatest = max(greatest, sums.greatest)
  }

  private typealias Lanes = SIMD2<Double>

  private static func sums(
    _ counts: UnsafeBufferPointer<UInt32>, _ new: UnsafeMutablePointer<Double>, _ inverse: Double
  ) -> (signal: Lanes, noise: Lanes, greatest: Double)? {
    guard let counts = counts.baseAddress else { return nil }
    var (signal, noise) = (Lanes.zero, Lanes.zero)
    var (even, odd) = (0.0, 0.0)
    for i in stride(from: 0, to: RoundedMagnitudes.count, by: 2) {
      let count = Lanes(
        Double(Int32(truncatingIfNeeded: counts[i])),
        Double(Int32(truncatingIfNeeded: counts[i + 1])))
      let old = Lanes(
        Double(Int32(truncatingIfNeeded: i)), Double(Int32(truncatingIfNeeded: i + 1)))
      let difference = old - Lanes(new[i], new[i + 1]) * inverse
      signal += count * (old * old)
      noise += count * (difference * difference)
      let (first, second) = (abs(difference[0]), abs(difference[1]))
      even = counts[i] > 0 && first > even ? first : even
      odd = counts[i + 1] > 0 && second > odd ? second : odd
    }
    return (signal, noise, max(even, odd))
  }
}
