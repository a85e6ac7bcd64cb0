/// Operators of a part of a subgraph that have run, and what that took.
///
/// Operators before the part have run, those behind it have not.
struct PartialOrder {
  /// Which operators of the part have run, a bit for each.
  private(set) var hasRun: [UInt64]
  /// The operators of the part that can run next.
  private(set) var ready: [Int32]
  /// How many operators of the part have run.
  private(set) var count = 0
  /// The bytes in use now, and at the peak so far.
  private(set) var liveByteCount: Int
  private(set) var peakByteCount: Int
  /// The operators that ran since the last call of `takeLatest`.
  private var latest: [Int32] = []
  /// The operators that may have become harmless since `runHarmless` looked at them.
  private var candidates: [Int32]

  private let part: Range<Int32>

  /// Nothing of a part has run.
  ///
  /// - Parameter floor: the peak of what ran before.
  init(_ part: Range<Int>, of problem: OrderingProblem, live: Int, floor: Int) {
    self.part = Int32(part.lowerBound)..<Int32(part.upperBound)
    hasRun = [UInt64](repeating: 0, count: (part.count + 63) / 64)
    (liveByteCount, peakByteCount) = (live, floor)
    (ready, candidates) = ([], [])
    ready = self.part.filter { canRun($0, problem) }
    candidates = ready
  }

  /// The peak after an operator would run next.
  func peak(with op: Int32, _ problem: OrderingProblem) -> Int {
    max(peakByteCount, liveByteCount + problem.ownByteCounts[Int(op)])
  }

  /// By how many bytes the memory in use would grow.
  func growth(with op: Int32, _ problem: OrderingProblem) -> Int {
    problem.growth(of: op, hasRun: has)
  }

  /// Runs an operator that is ready.
  mutating func run(_ op: Int32, _ problem: OrderingProblem) {
    let peakBefore = peakByteCount
    peakByteCount = peak(with: op, problem)
    liveByteCount += growth(with: op, problem)
    let place = Int(op - part.lowerBound)
    hasRun[place / 64] |= 1 << UInt64(place % 64)
    if let place = ready.firstIndex(of: op) { ready.remove(at: place) }
    let known = ready.count
    for next in problem.successors[Int(op)] where part.contains(next) && canRun(next, problem) {
      ready.append(next)
    }
    count += 1
    latest.append(op)
    if peakByteCount > peakBefore || ready.count == 1 {
      candidates = ready
    } else {
      candidates += ready[known...]
      // The last operator that reads a tensor frees it.
      for tensor in problem.reads[Int(op)] { candidates += problem.readers[Int(tensor)].prefix(64) }
    }
  }

  /// Runs the operators that are no loss in any order: those that neither raise the peak nor the memory in use, and one that
  /// does not raise the peak and has no alternative.
  ///
  /// Operators that run later free no less if one of these ran before, so no order is lost. Returns how many operators were
  /// looked at.
  mutating func runHarmless(_ problem: OrderingProblem) -> Int {
    var lookedAt = 0
    while let op = candidates.popLast() {
      guard isReady(op, problem) else { continue }
      lookedAt += 1
      if peak(with: op, problem) == peakByteCount,
        ready.count == 1 || growth(with: op, problem) <= 0
      {
        run(op, problem)
      }
    }
    return lookedAt
  }

  /// The operators that ran since the last call.
  mutating func takeLatest() -> [Int32] {
    defer { latest = [] }
    return latest
  }

  private func has(_ op: Int32) -> Bool {
    guard part.contains(op) else { return op < part.lowerBound }
    let place = Int(op - part.lowerBound)
    return hasRun[place / 64] >> UInt64(place % 64) & 1 == 1
  }

  private func canRun(_ op: Int32, _ problem: OrderingProblem) -> Bool {
    problem.predecessors[Int(op)].allSatisfy(has)
  }

  private func isReady(_ op: Int32, _ problem: OrderingProblem) -> Bool {
    part.contains(op) && !has(op) && canRun(op, problem)
  }
}
