extension TensorRange {
  /// What several tensors that share a scale held, as if they were one; nil for none, or if the counts of all do not
  /// fit in 64 bits.
  ///
  /// Bins have the greatest width of all, or a larger one of which `TensorMeasurement.mostBins` are enough; the value that
  /// stands for a bin decides where its count goes. The tensor, name, type and grid are those of the first.
  public init?(joining ranges: [TensorRange]) {
    guard let first = ranges.first else { return nil }
    guard ranges.count > 1 else {
      self = first
      return
    }
    var total: UInt64 = 0
    for range in ranges {
      let (sum, isOver) = total.addingReportingOverflow(range.count)
      guard !isOver else { return nil }
      total = sum
    }
    let count = Double(total)
    let mean = ranges.reduce(0) { $0 + Double($1.count) / count * $1.mean }
    let square = ranges.reduce(0) { sum, range in
      sum + Double(range.count) / count
        * (range.deviation * range.deviation + range.mean * range.mean)
    }
    let uses = ranges.compactMap(\.codeUse)
    self.init(
      tensor: first.tensor, name: first.name, type: first.type, grid: first.grid,
      count: total,
      lowest: ranges.reduce(.infinity) { min($0, $1.lowest) },
      highest: ranges.reduce(-.infinity) { max($0, $1.highest) },
      mean: mean, deviation: max(0, square - mean * mean).squareRoot(),
      histogram: Histogram(joining: ranges.map(\.histogram)),
      codeUse: uses.count < ranges.count
        ? nil
        : CodeUse(
          lowestCount: uses.reduce(0) { $0 + $1.lowestCount },
          highestCount: uses.reduce(0) { $0 + $1.highestCount }, usedCodeCount: nil))
  }
}

extension Histogram {
  /// The counts of all; precondition: there is one at least.
  fileprivate init(joining all: [Histogram]) {
    var width = all.reduce(0) { max($0, $1.width) }
    func ends() -> (first: Int, last: Int) {
      all.reduce((Int.max, Int.min)) { ends, histogram in
        let last = histogram.counts.count - 1
        return (
          min(ends.0, histogram.bin(of: 0, width)), max(ends.1, histogram.bin(of: last, width))
        )
      }
    }
    var (first, last) = ends()
    while last - first >= TensorMeasurement.mostBins {
      width *= 2
      (first, last) = ends()
    }
    var counts = [UInt64](repeating: 0, count: last - first + 1)
    for histogram in all {
      for (position, count) in histogram.counts.enumerated() {
        counts[histogram.bin(of: position, width) - first] += count
      }
    }
    self.init(
      width: width, first: first, counts: counts,
      isExact: all.allSatisfy { $0.isExact && $0.width == width })
  }

  /// The number of the wider bin into which one of this histogram's goes.
  private func bin(of position: Int, _ width: Double) -> Int {
    if width == self.width { return first + position }
    let bin = (value(at: position) / width).rounded(.down)
    return Int(min(max(bin, -0x1p40), 0x1p40))
  }
}
