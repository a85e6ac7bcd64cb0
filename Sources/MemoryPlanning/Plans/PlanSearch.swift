internal import QuantMath

/// A plan that takes little memory, found by trying orders in which to place buffers.
///
/// Each buffer goes into the lowest gap. After some orders that often do well, buffers at the end of the memory are moved ahead
/// in the best order, at random but the same in every run, until nothing is left to gain or enough was tried.
struct PlanSearch {
  /// Where each buffer stands, in bytes from the start.
  private(set) var offsets: [Int]
  /// The bytes from the start to the end of the last buffer.
  private(set) var byteCount: Int
  /// The most bytes that are in use at once: no plan takes less.
  let lowerBound: Int

  private let buffers: [PlannedBuffer]

  /// So many buffers are placed at most, over all orders.
  private static let mostPlacements = 300_000

  /// - Precondition: no buffer has a fixed offset.
  init(_ buffers: [PlannedBuffer]) {
    self.buffers = buffers
    lowerBound = Self.peak(of: buffers)
    let greedy = GreedyPlan(buffers)
    (offsets, byteCount) = (greedy.offsets, greedy.byteCount)
    guard buffers.count > 1 else { return }
    var best: [Int]?
    for order in firstOrders where byteCount > lowerBound || best == nil {
      if take(order, ifBelow: best == nil ? .max : byteCount) { best = order }
    }
    if let best { improve(best) }
  }

  private var firstOrders: [[Int]] {
    func order(_ key: (PlannedBuffer) -> (Int, Int)) -> [Int] {
      let keys = buffers.enumerated().map { index, buffer in
        let (first, second) = key(buffer)
        return (first, second, index)
      }
      return keys.sorted(by: >).map(\.2)
    }
    return [
      order { ($0.byteCount, $0.steps.count) }, order { ($0.steps.count, $0.byteCount) },
      order { ($0.byteCount &* $0.steps.count, 0) },
      order { (-$0.steps.lowerBound, $0.byteCount) }, order { ($0.steps.upperBound, $0.byteCount) },
    ]
  }

  /// Places the buffers in an order, and keeps the plan if it takes less than a limit.
  private mutating func take(_ order: [Int], ifBelow limit: Int) -> Bool {
    var occupied = OccupiedMemory(stepCount: 1 + (buffers.map(\.steps.upperBound).max() ?? 0))
    var offsets = [Int](repeating: 0, count: buffers.count)
    var end = 0
    for index in order {
      let buffer = buffers[index]
      let offset = occupied.lowestGap(of: buffer.byteCount, during: buffer.steps)
      offsets[index] = offset
      end = max(end, offset + buffer.byteCount)
      guard end < limit else { return false }
      occupied.take(offset..<offset + buffer.byteCount, during: buffer.steps)
    }
    if end < byteCount { (self.offsets, byteCount) = (offsets, end) }
    return true
  }

  private mutating func improve(_ first: [Int]) {
    var order = first
    var random = SplitMix64(seed: 0x7f1e_5)
    var left = Self.mostPlacements / buffers.count
    while left > 0, byteCount > lowerBound {
      left -= 1
      var next = order
      let position = random.next(below: next.count - 1) + 1
      let moved = next.remove(at: position)
      next.insert(moved, at: random.next(below: position))
      // An order that is no worse is kept too: it may lead further.
      if take(next, ifBelow: byteCount + 1) { order = next }
    }
  }

  private static func peak(of buffers: [PlannedBuffer]) -> Int {
    var changes = [Int](repeating: 0, count: 2 + (buffers.map(\.steps.upperBound).max() ?? 0))
    for buffer in buffers {
      changes[buffer.steps.lowerBound] += buffer.byteCount
      changes[buffer.steps.upperBound + 1] -= buffer.byteCount
    }
    var (live, peak) = (0, 0)
    for change in changes {
      live += change
      peak = max(peak, live)
    }
    return peak
  }
}
