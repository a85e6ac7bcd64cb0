/// Ranges of addresses, in order, with a gap between any two.
struct AddressRanges {
  private(set) var ranges: [Range<Int>] = []

  /// Adds a range; those that it overlaps or touches become one with it.
  mutating func insert(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    // Ranges before `start` end below the new one, those from `end` begin above it.
    let start = firstIndex { $0.upperBound >= range.lowerBound }
    let end = firstIndex { $0.lowerBound > range.upperBound }
    guard start < end else { return ranges.insert(range, at: start) }
    let lower = min(ranges[start].lowerBound, range.lowerBound)
    let upper = max(ranges[end - 1].upperBound, range.upperBound)
    ranges[start] = lower..<upper
    ranges.removeSubrange(start + 1..<end)
  }

  /// The lowest address, at or above another, at which so many bytes are free.
  func firstGap(of byteCount: Int, from address: Int) -> Int {
    var place = address
    for range in ranges[firstIndex(where: { $0.upperBound > address })...] {
      if range.lowerBound - place >= byteCount { break }
      place = max(place, range.upperBound)
    }
    return place
  }

  /// The first range with a property that all behind it have too.
  private func firstIndex(where has: (Range<Int>) -> Bool) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if has(ranges[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
