internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Whether a group of tensors can get a new scale and zero point, and what else changes with them.
struct RegridCheck {
  private let draft: Draft
  private let subgraph: Int
  private let group: GridGroup
  private let grid: Grid
  private let interface: Regrid.Interface
  private(set) var biases: [BiasRescale] = []
  private(set) var constants: [ConstantRescale] = []
  /// Operators whose grids change, by position.
  private var touched: Set<Int> = []

  /// - Throws: the reason why something cannot be adjusted.
  init(
    _ group: GridGroup, to grid: Grid, interface: Regrid.Interface, in subgraph: Int,
    of draft: Draft
  ) throws(Reason) {
    (self.group, self.grid, self.interface) = (group, grid, interface)
    (self.subgraph, self.draft) = (subgraph, draft)
    // A tensor that differs may have the new scale and zero point already.
    for (op, own) in group.strangers where own != grid {
      throw Reason(
        "\(op.label) passes codes on between tensors with different scales or zero points")
    }
    for tensor in group.tensors { try check(tensor) }
    for tensor in group.tensors { try checkMaker(of: tensor) }
    for tensor in group.tensors { try checkReaders(of: tensor) }
    for constant in group.constants {
      constants.append(
        try ConstantRescale(constant, from: group.grid, to: grid, in: subgraph, of: draft))
    }
    try checkLimits()
  }

  private var graph: GraphIndex { draft.subgraphs[subgraph].graph }
  private var roles: TensorRoles { draft.subgraphs[subgraph].roles }

  private func check(_ tensor: TensorIndex) throws(Reason) {
    let view = graph.subgraph.tensors[tensor.position]
    let name = tensor == group.tensors[0] ? "it" : "\(view.label), which has the same codes,"
    if view.isConstant { throw Reason("\(name) is a constant") }
    if view.isVariable { throw Reason("\(name) keeps its value between runs") }
    if roles.isWrittenTwice(tensor) { throw Reason("\(name) is written by two operators") }
    if roles.isIntermediate(tensor) {
      throw Reason("\(name) holds internal quantization parameters of an operator")
    }
    guard roles.isInterface(tensor) else { return }
    if roles.isCalled {
      throw Reason("\(name) is passed between subgraphs, and each has its own scale and zero point")
    }
    if interface == .stays {
      let side = roles.isOutput(tensor) ? "an output" : "an input"
      throw Reason("\(name) is \(side) of the model, whose scale and zero point callers rely on")
    }
  }

  private mutating func checkMaker(of tensor: TensorIndex) throws(Reason) {
    guard let producer = graph.producer(of: tensor) else {
      guard roles.isInput(tensor) else {
        throw Reason("\(graph.subgraph.label(of: tensor)) has no producer")
      }
      return
    }
    touched.insert(producer.index)
    guard !GridGroup.passesCodes(producer) else { return }
    if let obstacle = OutputGridRule.obstacle(producer, to: grid, in: graph) {
      throw Reason(obstacle)
    }
  }

  private mutating func checkReaders(of tensor: TensorIndex) throws(Reason) {
    for reader in graph.consumers(of: tensor) {
      touched.insert(reader.index)
      switch GridUse(of: reader, reading: tensor) {
      case .reads, .carries, .joins: break
      case .blocks(let reason): throw Reason(reason)
      case .multiplies:
        let bias = try BiasRescale(of: reader, from: group.grid, to: grid, in: subgraph, of: draft)
        if let bias { biases.append(bias) }
      }
    }
  }

  private func checkLimits() throws(Reason) {
    let changed = Set(group.tensors)
    func newGrid(_ index: TensorIndex) -> Grid? {
      changed.contains(index) ? grid : draft.grid(of: index, in: subgraph)
    }
    for index in touched.sorted() {
      let op = graph.subgraph.operators[index]
      let weights = op.builtin.traits.matrix
        .flatMap { draft.input($0.weights, of: index, in: subgraph) }
        .map { draft.scales(of: $0, in: subgraph) }
      let limits = RuntimeLimits(
        op: op, inputs: op.inputs.prefix(8).map(newGrid), output: op.outputs.first.flatMap(newGrid),
        weightScales: weights ?? [])
      if let obstacle = limits.obstacle { throw Reason(obstacle) }
    }
  }
}
