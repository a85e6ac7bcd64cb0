internal import ModelFacts
internal import ModelFormat

/// Which operators of two subgraphs correspond.
///
/// Operators with a key that only one on each side has are matched first, from all that they compute down to
/// their position among kinds of operators; then the neighbours of matched operators; then what is left
/// between matches, in order. The cost of each step is about linear in the number of operators.
struct OperatorMatching {
  let a: SubgraphKeys
  let b: SubgraphKeys
  /// The operator of B for each of A; nil if there is none.
  private(set) var partnerOfA: [Int?]
  /// The operator of A for each of B.
  private(set) var partnerOfB: [Int?]
  /// The input of B's graph for each of A's.
  let inputOfA: [Int?]

  /// Matches whose neighbours were not visited yet.
  private var fresh: [(Int, Int)] = []

  init(_ a: SubgraphKeys, _ b: SubgraphKeys, inputOfA: [Int?]) {
    (self.a, self.b, self.inputOfA) = (a, b, inputOfA)
    partnerOfA = Array(repeating: nil, count: a.operators.count)
    partnerOfB = Array(repeating: nil, count: b.operators.count)

    func pairs(_ x: UInt64, _ y: UInt64) -> UInt64 { MatchKey.of(x, y) }
    matchUnique { pairs($0.exact[$1], $0.behind[$1]) }
    matchUnique { $0.exact[$1] }
    matchUnique { $0.hasWeights[$1] ? $0.local[$1] : nil }
    matchUnique { pairs($0.before[$1], $0.behind[$1]) }
    matchUnique { $0.named[$1] }
    matchUnique { $0.before[$1] }
    matchUnique { $0.behind[$1] }
    matchNeighbours()
    // Operators that nothing distinguishes are matched in the order of the file.
    matchAlike { pairs($0.exact[$1], $0.behind[$1]) }
    matchAlike { pairs($0.before[$1], $0.behind[$1]) }
    matchBetween()
    matchNeighbours()
  }

  private mutating func match(_ opA: Int, _ opB: Int) {
    guard partnerOfA[opA] == nil, partnerOfB[opB] == nil else { return }
    partnerOfA[opA] = opB
    partnerOfB[opB] = opA
    fresh.append((opA, opB))
  }

  private var leftA: [Int] { partnerOfA.indices.filter { partnerOfA[$0] == nil } }
  private var leftB: [Int] { partnerOfB.indices.filter { partnerOfB[$0] == nil } }

  private mutating func matchUnique(by key: (SubgraphKeys, Int) -> UInt64?) {
    func unique(_ side: SubgraphKeys, _ left: [Int]) -> [UInt64: Int?] {
      var found: [UInt64: Int?] = [:]
      for op in left {
        guard let key = key(side, op) else { continue }
        found.updateValue(found[key] == nil ? op : nil, forKey: key)
      }
      return found
    }
    let left = leftA
    let (own, others) = (unique(a, left), unique(b, leftB))
    for opA in left {
      guard let key = key(a, opA), own[key] == .some(opA), let found = others[key], let opB = found
      else { continue }
      match(opA, opB)
    }
  }

  private mutating func matchAlike(by key: (SubgraphKeys, Int) -> UInt64) {
    let (left, groups) = (leftA, Dictionary(grouping: leftB) { key(b, $0) })
    var next: [UInt64: Int] = [:]
    for opA in left where partnerOfA[opA] == nil {
      let key = key(a, opA)
      guard let group = groups[key] else { continue }
      var place = next[key, default: 0]
      while place < group.count, partnerOfB[group[place]] != nil { place += 1 }
      next[key] = place
      guard place < group.count else { continue }
      match(opA, group[place])
      matchNeighbours()
    }
  }

  /// Matches producers and consumers of the same kind along the tensors of matched operators.
  private mutating func matchNeighbours() {
    while let (opA, opB) = fresh.popLast() {
      for (inputA, inputB) in zip(a.inputs[opA], b.inputs[opB]) {
        guard case .output(let madeA, let placeA) = a.source(of: inputA),
          case .output(let madeB, let placeB) = b.source(of: inputB), placeA == placeB,
          a.kind[madeA] == b.kind[madeB]
        else { continue }
        match(madeA, madeB)
      }
      for (outputA, outputB) in zip(a.outputs[opA], b.outputs[opB]) {
        matchConsumers(outputA, outputB)
      }
    }
  }

  private mutating func matchConsumers(_ tensorA: TensorIndex, _ tensorB: TensorIndex) {
    let left = a.graph.consumers(of: tensorA).map(\.index).filter { partnerOfA[$0] == nil }
    guard !left.isEmpty else { return }
    let others = b.graph.consumers(of: tensorB).map(\.index).filter { partnerOfB[$0] == nil }
    for key in [\SubgraphKeys.local, \.kind] {
      let groups = Dictionary(grouping: others.filter { partnerOfB[$0] == nil }) {
        b[keyPath: key][$0]
      }
      let own = Dictionary(grouping: left.filter { partnerOfA[$0] == nil }) { a[keyPath: key][$0] }
      for opA in left where partnerOfA[opA] == nil {
        guard own[a[keyPath: key][opA]]?.count == 1, let group = groups[a[keyPath: key][opA]],
          group.count == 1
        else { continue }
        match(opA, group[0])
      }
    }
  }

  // MARK: Between matches

  /// Lists between matches are not aligned if their lengths multiply to more.
  private static let mostCells = 1 << 18

  /// Aligns what is left between matches that have the same order in both.
  private mutating func matchBetween() {
    let orderA = a.rank.indices.sorted { a.rank[$0] < a.rank[$1] }
    let orderB = b.rank.indices.sorted { b.rank[$0] < b.rank[$1] }
    let anchors = Self.ascending(orderA.compactMap { op in partnerOfA[op].map { b.rank[$0] } })
    var (placeA, placeB, next) = (0, 0, 0)
    while placeA < orderA.count || placeB < orderB.count {
      let end = next < anchors.count ? anchors[next] : orderB.count
      var gapA: [Int] = []
      while placeA < orderA.count {
        let op = orderA[placeA]
        placeA += 1
        guard let partner = partnerOfA[op] else {
          gapA.append(op)
          continue
        }
        if b.rank[partner] == end { break }
      }
      let gapB = orderB[placeB..<max(placeB, end)].filter { partnerOfB[$0] == nil }
      placeB = max(placeB, min(end + 1, orderB.count))
      next += 1
      align(gapA, gapB)
      if next > anchors.count { break }
    }
  }

  /// The longest ascending subsequence of different numbers.
  private static func ascending(_ numbers: [Int]) -> [Int] {
    var ends: [Int] = []
    var previous = [Int](repeating: -1, count: numbers.count)
    for (place, number) in numbers.enumerated() {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if numbers[ends[middle]] < number { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[place] = ends[low - 1] }
      if low == ends.count { ends.append(place) } else { ends[low] = place }
    }
    var result: [Int] = []
    var place = ends.last ?? -1
    while place >= 0 {
      result.append(numbers[place])
      place = previous[place]
    }
    return result.reversed()
  }

  /// Matches the longest common subsequence of two lists of operators, by kind; operators that are alike in
  /// more count more.
  private mutating func align(_ gapA: [Int], _ gapB: [Int]) {
    guard !gapA.isEmpty, !gapB.isEmpty else { return }
    let (cells, overflow) = (gapA.count + 1).multipliedReportingOverflow(by: gapB.count + 1)
    guard !overflow, cells <= Self.mostCells else { return alignInOrder(gapA, gapB) }
    let width = gapB.count + 1
    var best = [Int32](repeating: 0, count: cells)
    func gain(_ opA: Int, _ opB: Int) -> Int32 {
      guard a.kind[opA] == b.kind[opB] else { return 0 }
      return a.local[opA] == b.local[opB] ? 3 : 2
    }
    for i in gapA.indices.reversed() {
      for j in gapB.indices.reversed() {
        let gain = gain(gapA[i], gapB[j])
        let skip = max(best[(i + 1) * width + j], best[i * width + j + 1])
        best[i * width + j] = gain > 0 ? max(skip, best[(i + 1) * width + j + 1] + gain) : skip
      }
    }
    var (i, j) = (0, 0)
    while i < gapA.count, j < gapB.count {
      let here = best[i * width + j]
      if here == best[(i + 1) * width + j] {
        i += 1
      } else if here == best[i * width + j + 1] {
        j += 1
      } else {
        match(gapA[i], gapB[j])
        (i, j) = (i + 1, j + 1)
      }
    }
  }

  /// Pairs the operators of each kind in their order.
  private mutating func alignInOrder(_ gapA: [Int], _ gapB: [Int]) {
    var others = Dictionary(grouping: gapB.reversed()) { b.kind[$0] }
    for opA in gapA {
      if let opB = others[a.kind[opA]]?.popLast() { match(opA, opB) }
    }
  }
}
