internal import ModelFormat

extension Draft {
  /// Puts the codes from position `count` on among those before, where these stand in the order in
  /// which operators first use them: converters write the list so.
  ///
  /// A code that one pass took out, and another puts back, finds its old place by that.
  mutating func orderCodes(behind count: Int) {
    guard count < codes.count else { return }
    let firstUse = firstUses
    let kept = firstUse[..<count].filter { $0 != .max }
    guard kept == kept.sorted() else { return }

    var added = (count..<codes.count).sorted { firstUse[$0] < firstUse[$1] }[...]
    var order: [Int] = []
    for old in 0..<count {
      // A code without a use has no place of its own.
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

  /// For each code how many operators run before the first that uses it; the greatest number where
  /// none does.
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
