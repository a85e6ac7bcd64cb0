/// How the elements of a tensor are distributed over its channels: in runs of equal length, channel after
/// channel, repeatedly.
struct ChannelRuns: Hashable {
  let channelCount: Int
  /// The number of neighbouring elements of one channel.
  let length: Int

  /// Nil if a dimension is 0 or unknown, or there is no such axis.
  init?(shape: [Int32], axis: Int) {
    guard shape.indices.contains(axis), shape.allSatisfy({ $0 > 0 }) else { return nil }
    var length = 1
    for dimension in shape[(axis + 1)...] {
      let (product, overflow) = length.multipliedReportingOverflow(by: Int(dimension))
      guard !overflow else { return nil }
      length = product
    }
    self.length = length
    channelCount = Int(shape[axis])
  }

  /// Calls `body` with every run of one channel in a range of elements; the first and the last may be
  /// partial.
  func forEachRun(in range: Range<Int>, _ body: (_ channel: Int, _ run: Range<Int>) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      let index = start / length
      let end = min(start + length - start % length, range.upperBound)
      body(index % channelCount, start..<end)
      start = end
    }
  }
}
