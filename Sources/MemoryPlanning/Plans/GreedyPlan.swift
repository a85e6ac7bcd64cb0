/// The plan of TFLite Micro's `GreedyMemoryPlanner`.
///
/// Buffers are placed from the largest to the smallest, each in the lowest gap between the buffers that are in use at
/// the same time; of two of the same size, the later goes first. Buffers whose place is fixed go first of all, in order.
/// Source: TFLite Micro, `memory_planner/greedy_memory_planner.cc`, `CalculateOffsetsIfNeeded`, whose time grows
/// with the square of the number of buffers.
struct GreedyPlan {
  /// Where each buffer stands, in bytes from the start.
  let offsets: [Int]
  /// The bytes from the start to the end of the last buffer.
  let byteCount: Int

  init(_ buffers: [PlannedBuffer]) {
    var offsets = [Int](repeating: 0, count: buffers.count)
    var occupied = OccupiedMemory(
      stepCount: 1 + (buffers.lazy.map(\.steps.upperBound).max() ?? 0))
    var end = 0
    for index in Self.order(of: buffers) {
      let buffer = buffers[index]
      let offset =
        buffer.fixedOffset
        ?? occupied.lowestGap(of: buffer.byteCount, during: buffer.steps)
      offsets[index] = offset
      let (bufferEnd, overflow) = offset.addingReportingOverflow(buffer.byteCount)
      end = max(end, overflow ? .max : bufferEnd)
      occupied.take(offset..<max(offset, overflow ? .max : bufferEnd), during: buffer.steps)
    }
    self.offsets = offsets
    byteCount = end
  }

  private static func order(of buffers: [PlannedBuffer]) -> [Int] {
    let fixed = buffers.indices.filter { buffers[$0].fixedOffset != nil }
    let others = buffers.indices.filter { buffers[$0].fixedOffset == nil }
    return fixed
      + others.sorted { (buffers[$0].byteCount, $0) > (buffers[$1].byteCount, $1) }
  }
}
