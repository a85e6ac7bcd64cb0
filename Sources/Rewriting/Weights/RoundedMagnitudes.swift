/// What a ratio makes of the magnitudes from 0 to 127, all at once: what `WeightScaling.code` makes of
/// each.
enum RoundedMagnitudes {
  static let count = 128

  /// Calls `body` with the new magnitudes, whole numbers from 0 to 127.
  ///
  /// Halves go up. `ratio` is 0 or more.
  @inline(__always)
  static func with<R>(_ ratio: Double, _ body: (UnsafeMutablePointer<Double>) -> R?) -> R? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { place in
      guard let new = place.baseAddress else { return nil }
      for magnitude in 0..<count {
        let exact = min(Double(Int32(truncatingIfNeeded: magnitude)) * ratio + 0.5, 127)
        // A number this large has no room for a fraction; old processors round no other way.
        let nearest = (exact + 0x1p52) - 0x1p52
        new[magnitude] = nearest > exact ? nearest - 1 : nearest
      }
      return body(new)
    }
  }
}
