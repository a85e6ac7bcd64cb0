/// Looks for the order of a part with the lowest peak.
///
/// Sets of operators that have run are the nodes of a graph; the search takes the one with the lowest peak so far next, each
/// set once. So the first order that is complete is the best one, and at any time no order has a lower peak than the
/// set that was taken last.
struct PartSearch {
  /// The operators in the order that was found; without those that are left, if the search was ended.
  private(set) var order: [Int32] = []
  /// What has run then.
  private(set) var end: PartialOrder
  /// No order of the part has a lower peak.
  private(set) var lowerBound: Int
  /// What the search took, in the unit of its limit.
  private(set) var work = 0

  /// What has run, and how the search got there.
  private struct Node {
    let state: PartialOrder
    let parent: Int
    let ran: [Int32]
  }

  /// An operator that may run next in a node.
  private struct Step {
    let peak: Int
    let count: Int
    let live: Int
    let node: Int
    let op: Int32

    /// Lower peaks first, then what is further, so that an order is soon complete.
    func comes(before other: Self) -> Bool {
      if peak != other.peak { return peak < other.peak }
      if count != other.count { return count > other.count }
      if live != other.live { return live < other.live }
      return (node, op) < (other.node, other.op)
    }
  }

  /// - Parameters:
  ///   - start: where nothing of the part has run, or not all.
  ///   - goal: how many operators the part has.
  ///   - limit: the search ends after so much work, with the furthest set; about the number of bytes that it keeps, divided by 8.
  ///   - branches: from each set, so many operators are tried at most.
  init(
    _ start: PartialOrder, goal: Int, _ problem: OrderingProblem, limit: Int, branches: Int = .max
  ) {
    var nodes: [Node] = []
    var seen: Set<[UInt64]> = []
    var steps = Heap<Step> { $0.comes(before: $1) }
    var best = 0
    lowerBound = start.peakByteCount
    var state = start
    var parent = -1
    while true {
      work += state.runHarmless(problem) + state.hasRun.count + state.ready.count / 2 + 8
      if seen.insert(state.hasRun).inserted {
        let ran = state.takeLatest()
        nodes.append(Node(state: state, parent: parent, ran: ran))
        let node = nodes.count - 1
        if state.count > nodes[best].state.count { best = node }
        if state.count == goal { break }
        for op in state.ready.prefix(branches) {
          let live = state.liveByteCount + state.growth(with: op, problem)
          steps.insert(
            Step(
              peak: state.peak(with: op, problem), count: state.count, live: live, node: node,
              op: op))
        }
        work += 3 * min(state.ready.count, branches)
      }
      guard let step = steps.popFirst() else { break }
      lowerBound = max(lowerBound, step.peak)
      // At least one operator runs, so that a search from there ends.
      if work > limit, nodes[best].state.count > start.count { break }
      state = nodes[step.node].state
      parent = step.node
      state.run(step.op, problem)
    }
    end = nodes[best].state
    var ran: [[Int32]] = []
    var node = best
    while node >= 0 {
      ran.append(nodes[node].ran)
      node = nodes[node].parent
    }
    order = ran.reversed().flatMap { $0 }
  }
}

/// A heap: the element that comes before all others is found and removed in logarithmic time.
private struct Heap<Element> {
  private var elements: [Element] = []
  private let comesBefore: (Element, Element) -> Bool

  init(_ comesBefore: @escaping (Element, Element) -> Bool) { self.comesBefore = comesBefore }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var place = elements.count - 1
    while place > 0, comesBefore(elements[place], elements[(place - 1) / 2]) {
      elements.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func popFirst() -> Element? {
    guard let first = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < elements.count {
        if comesBefore(elements[child], elements[least]) { least = child }
      }
      guard least != place else { return first }
      elements.swapAt(place, least)
      place = least
    }
  }
}
