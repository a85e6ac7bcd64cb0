internal import ModelFacts
internal import ModelFormat

/// The order in which operators of a subgraph need each other's results.
struct GraphOrder {
  /// A tensor that an operator reads before it is written.
  struct EarlyRead {
    let reader: Operator
    let writer: Operator
    let tensor: Tensor
  }

  /// Operators that need each other's results, each group in order, by the first of each.
  let cycles: [[Int]]
  /// Tensors that are read too early although another order would work, by consumer.
  let earlyReads: [EarlyRead]

  /// Takes time proportional to the operators and their inputs.
  init(_ facts: SubgraphFacts) {
    var early: [EarlyRead] = []
    let given = Set(facts.subgraph.inputs)
    for op in facts.subgraph.operators {
      for input in op.inputs {
        guard let position = facts.graph.producerIndex(of: input), position >= op.index,
          let writer = facts.graph.producer(of: input),
          let tensor = facts.graph.tensor(input), !tensor.isVariable, !tensor.isConstant,
          !given.contains(input)
        else { continue }
        early.append(EarlyRead(reader: op, writer: writer, tensor: tensor))
      }
    }
    guard !early.isEmpty else {
      (cycles, earlyReads) = ([], [])
      return
    }
    let needs = facts.subgraph.operators.map { op in
      op.inputs.compactMap(facts.graph.producerIndex)
    }
    let groups = StronglyConnected(needs)
    let selfish = Set(early.filter { $0.reader.index == $0.writer.index }.map(\.reader.index))
    cycles = groups.members.filter { $0.count > 1 || selfish.contains($0[0]) }
      .sorted { $0[0] < $1[0] }
    earlyReads = early.filter { groups.group[$0.reader.index] != groups.group[$0.writer.index] }
  }
}

/// The strongly connected components of a directed graph (Tarjan, without recursion).
struct StronglyConnected {
  /// The component of each node.
  private(set) var group: [Int]
  /// The nodes of each component, ascending.
  private(set) var members: [[Int]] = []

  /// `edges` lists the successors of each node.
  init(_ edges: [[Int]]) {
    group = [Int](repeating: -1, count: edges.count)
    var number = group
    var low = group
    var stack: [Int] = []
    var count = 0
    for root in edges.indices where number[root] < 0 {
      var path = [(node: root, next: 0)]
      while let (node, next) = path.last {
        if next == 0 {
          number[node] = count
          low[node] = count
          count += 1
          stack.append(node)
        }
        if next < edges[node].count {
          path[path.count - 1].next += 1
          let target = edges[node][next]
          if number[target] < 0 {
            path.append((target, 0))
          } else if group[target] < 0 {
            low[node] = min(low[node], number[target])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        if low[node] == number[node] { close(node, &stack) }
      }
    }
  }

  private mutating func close(_ root: Int, _ stack: inout [Int]) {
    var nodes: [Int] = []
    while let node = stack.popLast() {
      group[node] = members.count
      nodes.append(node)
      if node == root { break }
    }
    members.append(nodes.sorted())
  }
}
