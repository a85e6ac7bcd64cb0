internal import ModelFacts
internal import ModelFormat

/// A subgraph for matching: the producers of its tensors, and the keys of each operator.
final class SubgraphKeys {
  /// Where a tensor comes from.
  enum Source: Equatable {
    /// An optional input that is left out.
    case absent
    /// An output of an operator.
    case output(of: Int, at: Int)
    /// An input of the graph.
    case input(Int)
    /// A constant, a variable, or a tensor that nothing writes.
    case own
  }

  let subgraph: Subgraph
  let graph: GraphIndex
  let tensors: [Tensor]
  let operators: [Operator]
  let inputs: [[TensorIndex]]
  let outputs: [[TensorIndex]]
  /// The position of each operator in an order in which every operator follows its producers.
  let rank: [Int]
  /// The kind of operator.
  let kind: [UInt64]
  /// The kind, the options, the types and shapes of its tensors, and the beginning of its constants.
  let local: [UInt64]
  /// The kind and the name of its first output; nil if that has none.
  let named: [UInt64?]
  /// Everything that it computes from the inputs of the graph: `local` of it and of all operators before it.
  let exact: [UInt64]
  /// The kinds and connections of it and of all operators before it.
  let before: [UInt64]
  /// The kinds and connections of it and of all operators after it.
  let behind: [UInt64]
  /// Whether it has constants large enough to identify it.
  let hasWeights: [Bool]

  private let sources: [Source]

  func source(of tensor: TensorIndex) -> Source {
    tensor.isAbsent ? .absent : sources[tensor.position]
  }

  func tensor(_ index: TensorIndex) -> Tensor? { index.isAbsent ? nil : tensors[index.position] }

  init(_ subgraph: Subgraph) {
    self.subgraph = subgraph
    graph = GraphIndex(subgraph)
    tensors = Array(subgraph.tensors)
    operators = Array(subgraph.operators)
    inputs = operators.map { Array($0.inputs) }
    outputs = operators.map { Array($0.outputs) }

    var sources = [Source](repeating: .own, count: tensors.count)
    for (position, input) in subgraph.inputs.enumerated() where !input.isAbsent {
      sources[input.position] = .input(position)
    }
    for (op, made) in outputs.enumerated() {
      for (position, output) in made.enumerated() where !output.isAbsent {
        guard graph.producerIndex(of: output) == op else { continue }
        sources[output.position] = .output(of: op, at: position)
      }
    }
    self.sources = sources

    let order = Self.order(inputs, sources)
    var rank = [Int](repeating: 0, count: order.count)
    for (position, op) in order.enumerated() { rank[op] = position }
    self.rank = rank

    var constants: [Int: UInt64] = [:]
    let tensors = tensors
    let data = tensors.map(\.data)
    let typed = tensors.map { tensor in
      var key = MatchKey()
      key.add(UInt64(bitPattern: Int64(tensor.type.rawValue)))
      for dimension in tensor.shape { key.add(UInt64(bitPattern: Int64(dimension))) }
      return key.value
    }
    func content(_ tensor: TensorIndex) -> UInt64 {
      guard let data = data[tensor.position] else { return 1 }
      if let known = constants[data.offset] { return known }
      var key = MatchKey()
      key.add(data)
      constants[data.offset] = key.value
      return key.value
    }

    kind = operators.map { op in
      let code = op.code
      var key = MatchKey()
      key.add(UInt64(bitPattern: Int64(code.builtin.rawValue)))
      if let name = code.customCode { key.add(name.bytes) }
      return key.value
    }
    hasWeights = inputs.map { $0.contains { !$0.isAbsent && data[$0.position]?.count ?? 0 >= 16 } }
    var (local, named) = (kind, [UInt64?](repeating: nil, count: operators.count))
    for (op, view) in operators.enumerated() {
      var key = MatchKey()
      key.add(kind[op])
      key.add(view.options)
      key.add(view.customOptions)
      for tensor in inputs[op] where !tensor.isAbsent {
        key.add(typed[tensor.position])
        if sources[tensor.position] == .own { key.add(content(tensor)) }
      }
      for tensor in outputs[op] where !tensor.isAbsent { key.add(typed[tensor.position]) }
      local[op] = key.value
      let first = outputs[op].first { !$0.isAbsent }
      guard let name = first.flatMap({ tensors[$0.position].name }), name.bytes.count > 0 else {
        continue
      }
      var text = MatchKey()
      text.add(kind[op])
      text.add(name.bytes)
      named[op] = text.value
    }
    (self.local, self.named) = (local, named)

    var (exact, before, behind) = (local, kind, kind)
    for op in order {
      for tensor in inputs[op] {
        switch tensor.isAbsent ? .absent : sources[tensor.position] {
        case .absent:
          exact[op] = MatchKey.of(exact[op], 1)
          before[op] = MatchKey.of(before[op], 1)
        case .own:
          exact[op] = MatchKey.of(exact[op], 2)
          before[op] = MatchKey.of(before[op], 2)
        case .input(let position):
          exact[op] = MatchKey.of(exact[op], 3, UInt64(position))
          before[op] = MatchKey.of(before[op], 3, UInt64(position))
        case .output(let producer, let position):
          exact[op] = MatchKey.of(exact[op], exact[producer], UInt64(position))
          before[op] = MatchKey.of(before[op], before[producer], UInt64(position))
        }
      }
    }
    // Keys of consumers are summed, because consumers have no order.
    var sums = [UInt64](repeating: 0, count: operators.count)
    for (position, output) in subgraph.outputs.enumerated() where !output.isAbsent {
      guard case .output(let producer, let place) = sources[output.position] else { continue }
      sums[producer] &+= MatchKey.of(4, UInt64(position), UInt64(place))
    }
    for op in order.reversed() {
      behind[op] = MatchKey.of(kind[op], sums[op])
      for (position, input) in inputs[op].enumerated() where !input.isAbsent {
        guard case .output(let producer, let place) = sources[input.position] else { continue }
        sums[producer] &+= MatchKey.of(behind[op], UInt64(position), UInt64(place))
      }
    }
    (self.exact, self.before, self.behind) = (exact, before, behind)
  }

  /// Every operator after its producers; those on a cycle last, in the order of the file.
  private static func order(_ inputs: [[TensorIndex]], _ sources: [Source]) -> [Int] {
    var waitsFor = [Int](repeating: 0, count: inputs.count)
    var consumers = [[Int]](repeating: [], count: inputs.count)
    for (op, list) in inputs.enumerated() {
      for tensor in list where !tensor.isAbsent {
        guard case .output(let producer, _) = sources[tensor.position] else { continue }
        waitsFor[op] += 1
        consumers[producer].append(op)
      }
    }
    var order = inputs.indices.filter { waitsFor[$0] == 0 }
    var next = 0
    while next < order.count {
      for op in consumers[order[next]] {
        waitsFor[op] -= 1
        if waitsFor[op] == 0 { order.append(op) }
      }
      next += 1
    }
    return order + inputs.indices.filter { waitsFor[$0] > 0 }
  }
}
