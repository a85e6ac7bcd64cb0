internal import ModelFormat

extension Draft {
  /// Moves the operator codes from position `count` on into the list before them, in the order in which
  /// operators first use them, as converters write it.
  ///
  /// So a code that one pass removed and another adds again returns to its old position.
  mutating func orderCodes(behind count: Int) {
    guard count < codes.count else { return }
    let firstUse = firstUses
    let kept = firstUse[..<count].filter { $0 != .max }
    guard kept == kept.sorted() else { return }

    var added = (count..<codes.count).sorted { firstUse[$0] < firstUse[$1] }[...]
    var order: [Int] = []
    for old in 0..<count {
      // An unused code has no position of its own.
      while let next = added.first, firstUse[old] != .max, firstUse[next] < firstUse[old] {
        order.append(next)
        added.removeFirst()
      }
      order.append(old)
    }
    order += added
    codes = order.map { codes[$0] }

    var places = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { places[old] = new }
    for s in subgraphs.indices {
      for o in subgraphs[s].operators.indices {
        let old = Int(subgraphs[s].operators[o].opcodeIndex)
        subgraphs[s].operators[o].opcodeIndex = UInt32(places[old])
      }
    }
  }

  /// For each code, the number of operators that run before the first one that uses it; `.max` for an unused
  /// code.
  private var firstUses: [Int] {
    var uses = [Int](repeating: .max, count: codes.count)
    var position = 0
    for subgraph in subgraphs {
      for op in subgraph.operators {
        let code = Int(op.opcodeIndex)
        uses[code] = min(uses[code], position)
        position += 1
      }
    }
    return uses
  }
}
