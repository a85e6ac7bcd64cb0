internal import ModelFormat

/// Operators without a partner, in groups that replace each other.
///
/// Neighbours are one group, and so are a group of A and one of B whose results are read in the same place.
struct ReplacementGroups {
  /// The operators of a group on each side, in order.
  typealias Group = (a: [Int], b: [Int])

  private let (a, b): (SubgraphKeys, SubgraphKeys)
  private let matching: OperatorMatching
  /// The group that each operator is joined to: those of A, then those of B.
  private var parents: [Int]

  init(_ a: SubgraphKeys, _ b: SubgraphKeys, _ matching: OperatorMatching) {
    (self.a, self.b, self.matching) = (a, b, matching)
    parents = Array(0..<a.operators.count + b.operators.count)
    joinNeighbours(a, matching.partnerOfA, first: 0)
    joinNeighbours(b, matching.partnerOfB, first: a.operators.count)
    joinSides()
  }

  /// The groups, in the order in which they begin.
  var found: [Group] {
    mutating get {
      var groups: [Int: Group] = [:]
      var order: [Int] = []
      func list(_ op: Int) -> Int {
        let root = root(op)
        if groups[root] == nil {
          groups[root] = ([], [])
          order.append(root)
        }
        return root
      }
      for op in Self.left(matching.partnerOfA, a) { groups[list(op)]?.a.append(op) }
      for op in Self.left(matching.partnerOfB, b) {
        groups[list(a.operators.count + op)]?.b.append(op)
      }
      return order.compactMap { groups[$0] }
    }
  }

  private static func left(_ partners: [Int?], _ side: SubgraphKeys) -> [Int] {
    partners.indices.filter { partners[$0] == nil }.sorted { side.rank[$0] < side.rank[$1] }
  }

  private mutating func root(_ op: Int) -> Int {
    var op = op
    while parents[op] != op {
      parents[op] = parents[parents[op]]
      op = parents[op]
    }
    return op
  }

  private mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (root(one), root(other))
    parents[max(one, other)] = min(one, other)
  }

  private mutating func joinNeighbours(_ side: SubgraphKeys, _ partners: [Int?], first: Int) {
    for op in partners.indices where partners[op] == nil {
      for input in side.inputs[op] {
        guard case .output(let producer, _) = side.source(of: input), partners[producer] == nil
        else { continue }
        join(first + op, first + producer)
      }
    }
  }

  private mutating func joinSides() {
    func join(_ tensorA: TensorIndex, _ tensorB: TensorIndex) {
      guard case .output(let opA, _) = a.source(of: tensorA), matching.partnerOfA[opA] == nil,
        case .output(let opB, _) = b.source(of: tensorB), matching.partnerOfB[opB] == nil
      else { return }
      self.join(opA, a.operators.count + opB)
    }
    for (opA, opB) in matching.partnerOfA.enumerated() {
      guard let opB else { continue }
      for (inputA, inputB) in zip(a.inputs[opA], b.inputs[opB]) { join(inputA, inputB) }
    }
    for (outputA, outputB) in zip(a.subgraph.outputs, b.subgraph.outputs) { join(outputA, outputB) }
  }
}
