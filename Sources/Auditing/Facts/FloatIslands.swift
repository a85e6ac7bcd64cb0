internal import ModelFacts
internal import ModelFormat

/// Connected groups of float operators between integer ones.
struct FloatIslands {
  /// Operators connected by float tensors.
  struct Island {
    /// Their indices, in order; never empty.
    var operators: [Int] = []
    /// Whether an integer activation is dequantized for one of them.
    var readsIntegers = false
    /// Whether an output of one of them is quantized.
    var becomesIntegers = false
  }

  /// The groups between integer operators, by their first operators.
  let islands: [Island]

  /// Takes time proportional to the operators and their inputs.
  init(_ facts: SubgraphFacts) {
    let operators = facts.subgraph.operators
    var groups = Groups(count: operators.count)
    var members = [Bool](repeating: false, count: operators.count)
    var reads = members
    var becomes = members
    for op in operators where Self.isFloat(op, facts) {
      members[op.index] = true
      for input in op.inputs {
        guard let producer = facts.graph.producer(of: input) else { continue }
        if producer.builtin == .dequantize {
          reads[op.index] = reads[op.index] || Self.readsActivation(producer, facts)
        } else if facts.tensor(input)?.type == .float32, Self.isFloat(producer, facts) {
          groups.join(op.index, producer.index)
        }
      }
      for output in op.outputs where !becomes[op.index] {
        becomes[op.index] = facts.graph.consumers(of: output).contains { $0.builtin == .quantize }
      }
    }
    var byGroup: [Int: Island] = [:]
    var order: [Int] = []
    for index in operators.indices where members[index] {
      let group = groups.group(of: index)
      if byGroup[group] == nil { order.append(group) }
      byGroup[group, default: Island()].operators.append(index)
      if reads[index] { byGroup[group]?.readsIntegers = true }
      if becomes[index] { byGroup[group]?.becomesIntegers = true }
    }
    islands = order.compactMap { byGroup[$0] }.filter { $0.readsIntegers && $0.becomesIntegers }
  }

  private static func isFloat(_ op: Operator, _ facts: SubgraphFacts) -> Bool {
    guard op.builtin != .dequantize, op.builtin != .quantize else { return false }
    return op.outputs.contains { facts.tensor($0)?.type == .float32 }
  }

  private static func readsActivation(_ dequantize: Operator, _ facts: SubgraphFacts) -> Bool {
    guard let source = facts.tensor(dequantize.inputs, 0)?.tensor else { return false }
    return !source.isConstant && !source.type.isFloat
  }
}

/// Groups of joined elements, each identified by its smallest element (union-find with path halving).
private struct Groups {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func group(of member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (group(of: a), group(of: b))
    parents[max(first, second)] = min(first, second)
  }
}
