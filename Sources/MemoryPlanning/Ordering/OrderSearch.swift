/// An order of the operators of a subgraph with a low peak, part by part.
///
/// The best order of each part is searched until it is found or enough was tried; then the search goes on from the furthest
/// point, again and again. A part whose old order does not raise the peak keeps it.
struct OrderSearch {
  /// The operators in the order in which they should run.
  private(set) var order: [Int] = []
  /// The bytes that are in use at the peak.
  private(set) var peak: Int
  /// No order has a lower peak.
  private(set) var lowerBound: Int

  private let problem: OrderingProblem

  /// The limits of the work, in the unit of `PartSearch`.
  ///
  /// The first is for all exact searches, which then keep about 16 MB at most; the second is for each way to go on from the
  /// furthest point.
  private static let (mostExactWork, mostOtherWork) = (2_000_000, 1_000_000)
  /// Larger parts keep their order if the best is not found: each step copies which operators have run.
  private static let mostOperators = 20_000
  /// How much work is done at a time, and how many operators are tried, where the best order is not found.
  private static let horizons = [(work: 4000, branches: 16), (work: 0, branches: 64)]

  init(_ problem: OrderingProblem) {
    self.problem = problem
    let needed = (0..<problem.operatorCount).map(problem.leastByteCount).max() ?? 0
    lowerBound = max(problem.inputByteCount, needed)
    peak = lowerBound
    var live = problem.firstByteCount
    var hasRun = [Bool](repeating: false, count: problem.operatorCount)
    var left = Self.mostExactWork
    var starts: [(part: Range<Int>, state: PartialOrder)] = []
    for part in problem.parts {
      let start = PartialOrder(part, of: problem, live: live, floor: peak)
      starts.append((part, start))
      let search = PartSearch(start, goal: part.count, problem, limit: left)
      left = max(0, left - search.work)
      // The peak of the parts before is no bound for this one.
      if search.lowerBound > peak { lowerBound = max(lowerBound, search.lowerBound) }
      if search.order.count == part.count {
        add(search.order.map { Int($0) }, search.end.peakByteCount)
      } else {
        add(from: start, part, old: oldPeak(of: part, start))
      }
      for op in order.suffix(part.count) {
        live += problem.growth(of: Int32(op)) { hasRun[Int($0)] }
        hasRun[op] = true
      }
    }
    // Where another order gains nothing, the old one stays.
    for (part, start) in starts where oldPeak(of: part, start) <= peak {
      order.replaceSubrange(part, with: part)
    }
  }

  private mutating func add(_ operators: [Int], _ peak: Int) {
    order += operators
    self.peak = peak
  }

  /// Adds the best of the old order and some that are found step by step.
  private mutating func add(from start: PartialOrder, _ part: Range<Int>, old: Int) {
    var best = (order: Array(part), peak: old)
    for horizon in Self.horizons where part.count <= Self.mostOperators {
      var state = start
      var order: [Int32] = []
      var left = Self.mostOtherWork
      while state.count < part.count, state.peakByteCount < best.peak {
        // Little work is left for each operator of a large part.
        let work = min(horizon.work, left / (part.count - state.count))
        let search = PartSearch(
          state, goal: part.count, problem, limit: work, branches: horizon.branches)
        left = max(0, left - search.work)
        order += search.order
        state = search.end
      }
      if state.count == part.count, state.peakByteCount < best.peak {
        best = (order.map { Int($0) }, state.peakByteCount)
      }
    }
    add(best.order, best.peak)
  }

  /// The peak if a part keeps its order.
  private func oldPeak(of part: Range<Int>, _ start: PartialOrder) -> Int {
    var state = start
    for op in part { state.run(Int32(op), problem) }
    return state.peakByteCount
  }
}
