internal import ModelFacts
internal import ModelFormat

/// The tensors of a subgraph that are converted to the other 8-bit type.
struct SignednessPlan {
  let graph: GraphIndex
  let to: Signedness
  /// The tensors that change their type, in order.
  private(set) var tensors: [TensorIndex] = []
  /// Those of them that are weights.
  private(set) var weights: Set<TensorIndex> = []
  /// Constants of the old type that stay: their consumers compute in floats or other types.
  private(set) var kept: [TensorIndex] = []
  /// Constants and values that operators outside the plan use too, and inputs and outputs that keep their
  /// types.
  private(set) var shared: Set<TensorIndex> = []
  /// True if some operators keep their type.
  let isPartial: Bool
  private let selection: OperatorSelection
  private var isChanged: [Bool]

  /// The plan for a subgraph.
  ///
  /// Outputs of operators and inputs of the graph change if they have a scale; so do constants that are read
  /// together with them. Plain integers stay. With a selection, only tensors of its operators change, and
  /// only for them.
  init(
    _ graph: GraphIndex, to signedness: Signedness, among selection: OperatorSelection = .all
  ) {
    (self.graph, to, self.selection) = (graph, signedness, selection)
    isPartial = !selection.isWhole
    let (subgraph, all) = (graph.subgraph, graph.subgraph.tensors)
    var isEnd = [Bool](repeating: false, count: all.count)
    for index in Array(subgraph.inputs) + subgraph.outputs where !index.isAbsent {
      isEnd[index.position] = true
    }
    let isOld = all.map { $0.type == signedness.other.type && TensorQuantization($0) != nil }
    let isMade = all.map { !$0.isConstant || graph.producer(of: $0.index) != nil }
    var isUsed = all.map { tensor in
      isEnd[tensor.index.position] || graph.producer(of: tensor.index) != nil
        || !graph.consumers(of: tensor.index).isEmpty
    }
    if isPartial {
      isUsed = Array(repeating: false, count: all.count)
      for op in subgraph.operators where selection.includes(op.index, in: subgraph.index) {
        for index in Array(op.inputs) + op.outputs where !index.isAbsent {
          isUsed[index.position] = true
        }
      }
    }
    isChanged = all.indices.map { isOld[$0] && isUsed[$0] && (isMade[$0] || isEnd[$0]) }
    for op in subgraph.operators where selection.includes(op.index, in: subgraph.index) {
      let named = (Array(op.inputs) + op.outputs).filter { !$0.isAbsent && isOld[$0.position] }
      // A variable starts with a constant.
      guard
        op.builtin == .assignVariable || named.contains(where: { isMade[$0.position] })
      else { continue }
      for index in named { isChanged[index.position] = true }
      if let index = Self.weights(of: op), isChanged[index.position] { weights.insert(index) }
    }
    for index in all.indices where isOld[index] && isUsed[index] {
      let tensor = TensorIndex(rawValue: Int32(index))
      if isChanged[index] { tensors.append(tensor) } else { kept.append(tensor) }
    }
    guard isPartial else { return }
    for index in all.indices where isChanged[index] && isEnd[index] {
      shared.insert(TensorIndex(rawValue: Int32(index)))
    }
    for op in subgraph.operators where !selection.includes(op.index, in: subgraph.index) {
      for index in Array(op.inputs) + op.outputs where changes(index) { shared.insert(index) }
    }
  }

  /// True for an operator whose tensors change.
  func includes(_ op: Operator) -> Bool { selection.includes(op.index, in: graph.subgraph.index) }

  /// True if a tensor changes its type.
  func changes(_ tensor: TensorIndex) -> Bool { !tensor.isAbsent && isChanged[tensor.position] }

  /// The stored weights of an operator whose kernels have different rules for weights and activations; nil
  /// for any other operator.
  static func weights(of op: Operator) -> TensorIndex? {
    let traits = op.builtin.traits
    guard traits.isQuantizedLayer, let position = traits.matrix?.weights,
      op.inputs.count > position, !op.inputs[position].isAbsent
    else { return nil }
    return op.inputs[position]
  }
}
