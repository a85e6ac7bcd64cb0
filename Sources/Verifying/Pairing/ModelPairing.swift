internal import ModelFacts
internal import ModelFormat

/// The tensors of two models that correspond.
///
/// Inputs and outputs correspond by the names of the signature, or else by position; intermediate tensors by
/// their own names.
struct ModelPairing {
  let inputs: [InputPair]
  /// The outputs in the first model's order, then intermediate tensors in the order in which the first
  /// model's operators write them.
  let tensors: [TensorPair]

  /// The models, for failures about one of them.
  let sides: (a: ModelSide, b: ModelSide)

  init(
    _ a: Model, _ b: Model, sides: (a: ModelSide, b: ModelSide) = (.a, .b)
  ) throws(Diagnostic) {
    self.sides = sides
    guard let graphA = a.subgraphs.first.map({ GraphIndex($0) }) else {
      throw .noSubgraph(sides.a)
    }
    guard let graphB = b.subgraphs.first.map({ GraphIndex($0) }) else {
      throw .noSubgraph(sides.b)
    }
    let portsA = Ports(a, graphA.subgraph)
    let portsB = Ports(b, graphB.subgraph)

    guard let pairs = Ports.pairs(portsA.inputs, portsB.inputs) else {
      throw .counts("input", portsA.inputs.count, portsB.inputs.count)
    }
    var inputs: [InputPair] = []
    for (position, pair) in pairs.enumerated() {
      let normalization =
        Normalization(statedBy: a, for: pair.a.tensor)
        ?? Normalization(statedBy: b, for: pair.b.tensor)
      inputs.append(try Self.input(pair.a, pair.b, at: position, normalization, sides))
    }
    self.inputs = inputs

    guard let outputPairs = Ports.pairs(portsA.outputs, portsB.outputs) else {
      throw .counts("output", portsA.outputs.count, portsB.outputs.count)
    }
    var outputs: [TensorPair] = []
    for pair in outputPairs { outputs.append(try Self.output(pair.a, pair.b, graphA, sides)) }
    tensors = outputs + Self.between(graphA, graphB, except: outputs)
  }

  private static func input(
    _ a: Ports.Port, _ b: Ports.Port, at position: Int, _ normalization: Normalization?,
    _ sides: (a: ModelSide, b: ModelSide)
  ) throws(Diagnostic) -> InputPair {
    guard let gridA = TensorGrid(a.tensor) else { throw .noNumbers("input", a.tensor, sides.a) }
    guard let gridB = TensorGrid(b.tensor) else { throw .noNumbers("input", b.tensor, sides.b) }
    var own: [String] = []
    for name in [a.name, b.name, a.tensor.name?.text, b.tensor.name?.text] {
      if let name, !own.contains(name) { own.append(name) }
    }
    return InputPair(
      name: own.first ?? "input \(position)", a: a.tensor, b: b.tensor, grids: (gridA, gridB),
      normalization: normalization,
      // `np.savez` gives this name to an array without one.
      names: own + ["arr_\(position)"])
  }

  private static func output(
    _ a: Ports.Port, _ b: Ports.Port, _ graph: GraphIndex,
    _ sides: (a: ModelSide, b: ModelSide)
  ) throws(Diagnostic) -> TensorPair {
    guard let gridA = TensorGrid(a.tensor) else { throw .noNumbers("output", a.tensor, sides.a) }
    guard let gridB = TensorGrid(b.tensor) else { throw .noNumbers("output", b.tensor, sides.b) }
    return TensorPair(
      name: a.name ?? a.tensor.name?.text ?? b.name ?? "tensor \(a.tensor.index.rawValue)",
      a: a.tensor, b: b.tensor, producer: graph.producer(of: a.tensor.index), isOutput: true,
      grids: (gridA, gridB))
  }

  /// Intermediate tensors with the same name in both models; a name that a model uses twice is ignored.
  private static func between(
    _ a: GraphIndex, _ b: GraphIndex, except outputs: [TensorPair]
  ) -> [TensorPair] {
    let (namesA, namesB) = (madeByName(a), madeByName(b))
    let done = Set(outputs.map { [$0.a.index, $0.b.index] })
    var pairs: [TensorPair] = []
    for op in a.subgraph.operators {
      for index in op.outputs {
        guard let tensorA = a.tensor(index), a.producer(of: index)?.index == op.index,
          let name = tensorA.name?.text, namesA[name] == .some(index),
          let found = namesB[name], let other = found, let tensorB = b.tensor(other),
          !done.contains([index, other]), tensorA.shape == tensorB.shape,
          let gridA = TensorGrid(tensorA), let gridB = TensorGrid(tensorB)
        else { continue }
        pairs.append(
          TensorPair(
            name: name, a: tensorA, b: tensorB, producer: op, isOutput: false,
            grids: (gridA, gridB)))
      }
    }
    return pairs
  }

  /// The tensors that operators write, by name; nil for a name that several have.
  private static func madeByName(_ graph: GraphIndex) -> [String: TensorIndex?] {
    var byName: [String: TensorIndex?] = [:]
    for tensor in graph.subgraph.tensors where graph.producer(of: tensor.index) != nil {
      guard let name = tensor.name?.text, !name.isEmpty else { continue }
      byName.updateValue(byName.keys.contains(name) ? nil : tensor.index, forKey: name)
    }
    return byName
  }
}
