internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The search for everything that has to change if a tensor gets a new scale and zero point.
struct RegridSearch {
  let draft: Draft
  let subgraph: Int
  let (old, grid): (Grid, Grid)
  let interface: Regrid.Interface
  /// The given tensor, and the tensors with the same codes.
  private(set) var tensors: [TensorIndex]
  private(set) var biases: [BiasRescale] = []
  /// Operators whose grids change, by position.
  private var touched: Set<Int> = []

  init(
    draft: Draft, subgraph: Int, old: Grid, grid: Grid, interface: Regrid.Interface,
    tensors: [TensorIndex]
  ) {
    (self.draft, self.subgraph, self.old, self.grid) = (draft, subgraph, old, grid)
    (self.interface, self.tensors) = (interface, tensors)
  }

  /// - Throws: the reason why something cannot be adjusted.
  mutating func run() throws(Reason) {
    try check(tensors[0])
    try checkMaker(of: tensors[0])
    try follow()
    try checkLimits()
  }

  private var graph: GraphIndex { draft.subgraphs[subgraph].graph }
  private var roles: TensorRoles { draft.subgraphs[subgraph].roles }

  private mutating func checkMaker(of tensor: TensorIndex) throws(Reason) {
    guard let producer = graph.producer(of: tensor) else {
      guard roles.isInput(tensor) else { throw Reason("it has no producer") }
      return
    }
    let (draft, subgraph) = (draft, subgraph)
    let obstacle = OutputGridRule.obstacle(producer, to: grid, in: graph) {
      draft.grid(of: $0, in: subgraph)
    }
    if let obstacle { throw Reason(obstacle) }
    touched.insert(producer.index)
  }

  /// Follows consumers as long as they pass the codes through.
  private mutating func follow() throws(Reason) {
    var seen = Set(tensors)
    var next = 0
    while next < tensors.count {
      let tensor = tensors[next]
      next += 1
      for reader in graph.consumers(of: tensor) {
        touched.insert(reader.index)
        switch GridUse(of: reader, reading: tensor) {
        case .reads: break
        case .blocks(let reason): throw Reason(reason)
        case .multiplies:
          let bias = try BiasRescale(of: reader, from: old, to: grid, in: subgraph, of: draft)
          if let bias { biases.append(bias) }
        case .carries:
          for output in reader.outputs where !output.isAbsent && seen.insert(output).inserted {
            let own = draft.grid(of: output, in: subgraph)
            // The output already has the new scale and zero point.
            if own == grid { continue }
            guard own == old else {
              throw Reason(
                "\(reader.label) passes its codes through to another scale and zero point")
            }
            tensors.append(output)
            try check(output)
          }
        }
      }
    }
  }

  private func check(_ tensor: TensorIndex) throws(Reason) {
    let view = graph.subgraph.tensors[tensor.position]
    let name = tensor == tensors[0] ? "it" : "\(view.label), which has the same codes,"
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

  private func checkLimits() throws(Reason) {
    let changed = Set(tensors)
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
